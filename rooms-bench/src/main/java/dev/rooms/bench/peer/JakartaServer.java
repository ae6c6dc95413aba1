package dev.rooms.bench.peer;

import dev.rooms.jakarta.RoomsEndpoint;

/**
 * A Jakarta container with an application. Arguments: {@code undertow}, {@code jetty}, {@code tomcat} or {@code tyrus}, and
 * {@code rooms}, which is rooms-jakarta-ws, or {@code bare}, which is what that is compared with.
 */
public final class JakartaServer {
    private JakartaServer() {}

    // Containers start with whatever exceptions they like.
    public static void main(String... arguments) throws Exception {
        boolean tomcat = arguments[0].equals("tomcat");
        Application application = switch (arguments[1]) {
            case "rooms" -> container -> RoomsEndpoint.register(container, UndertowServer.rooms());
            case "bare" -> BareLoop.sending(tomcat ? BareLoop.Sending.BLOCKING : BareLoop.Sending.ASYNCHRONOUS);
            default -> throw new IllegalArgumentException("there is no application " + arguments[1]);
        };
        int port = switch (arguments[0]) {
            case "undertow" -> UndertowContainer.start(application);
            case "jetty" -> JettyContainer.start(application);
            case "tomcat" -> TomcatContainer.start(application);
            case "tyrus" -> TyrusContainer.start(application);
            default -> throw new IllegalArgumentException("there is no container " + arguments[0]);
        };
        Serving.untilInputEnds(port);
    }
}

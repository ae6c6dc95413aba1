package dev.rooms.jakarta;

import dev.rooms.Rooms;
import dev.rooms.http.HttpApi;
import dev.rooms.kit.HttpServerUnderTest;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;

/** An application below a context path, with the HTTP API as a servlet and the plain endpoint beside it. */
final class ServletApi {
    private ServletApi() {}

    static HttpServerUnderTest start(Rooms rooms) throws ServletException {
        UndertowServer server = UndertowServer.start("/app", context -> {
            RoomsEndpoint.register(UndertowServer.container(context), rooms);
            ServletRegistration.Dynamic api = context.addServlet(
                    "api", new HttpEndpointServlet(HttpApi.of(rooms).build()));
            api.setAsyncSupported(true);
            api.addMapping("/*");
        });
        return new HttpServerUnderTest(server.uri("http", ""), server);
    }
}

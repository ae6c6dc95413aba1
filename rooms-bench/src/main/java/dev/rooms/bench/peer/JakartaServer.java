package dev.rooms.bench.peer;

import dev.rooms.jakarta.RoomsEndpoint;
import java.io.IOException;

/** rooms-jakarta-ws on Undertow's Jakarta WebSocket. */
public final class JakartaServer {
    private JakartaServer() {}

    public static void main(String... arguments) throws IOException {
        JakartaContainer.serve(container -> RoomsEndpoint.register(container, UndertowServer.rooms()));
    }
}

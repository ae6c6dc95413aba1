import dev.rooms.jakarta.container.Container;
import dev.rooms.jakarta.container.JettyContainer;
import dev.rooms.jakarta.container.TomcatContainer;
import dev.rooms.jakarta.container.UndertowContainer;

/** Rooms in any container of Jakarta WebSocket 2.1 or later; start at {@link dev.rooms.jakarta.RoomsEndpoint}. */
module dev.rooms.jakarta {
    requires transitive dev.rooms.core;
    requires static transitive jakarta.servlet;
    requires transitive jakarta.websocket;
    requires transitive jakarta.websocket.client;
    requires static transitive org.jspecify;

    exports dev.rooms.jakarta;

    uses Container;

    provides Container with
            JettyContainer,
            TomcatContainer,
            UndertowContainer;
}

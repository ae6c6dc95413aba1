import dev.rooms.jakarta.cdi.RoomsExtension;
import dev.rooms.jakarta.container.Container;
import dev.rooms.jakarta.container.JettyContainer;
import dev.rooms.jakarta.container.TomcatContainer;
import dev.rooms.jakarta.container.UndertowContainer;
import jakarta.enterprise.inject.spi.Extension;

/** Rooms in any container of Jakarta WebSocket 2.1 or later; start at {@link dev.rooms.jakarta.RoomsEndpoint}. */
module dev.rooms.jakarta {
    requires transitive dev.rooms.core;
    requires static transitive jakarta.cdi;
    requires static jakarta.inject;
    requires static transitive jakarta.servlet;
    requires transitive jakarta.websocket;
    requires transitive jakarta.websocket.client;
    requires static transitive org.jspecify;

    exports dev.rooms.jakarta;
    exports dev.rooms.jakarta.cdi;

    uses Container;

    provides Container with
            JettyContainer,
            TomcatContainer,
            UndertowContainer;
    provides Extension with
            RoomsExtension;
}

package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.Rooms;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an application registers the endpoint. */
class RoomsEndpointTest {
    private final List<ServerEndpointConfig> registered = new ArrayList<>();
    private final ServerContainer container = (ServerContainer) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {ServerContainer.class}, (self, method, arguments) -> {
                registered.add((ServerEndpointConfig) arguments[0]);
                return null;
            });
    private final Rooms rooms = Rooms.create();

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void thePathIsWsUnlessOthersAreGiven() throws Exception {
        RoomsEndpoint.register(container, rooms);
        RoomsEndpoint.register(container, rooms, List.of("/chat", "/talk"));

        assertThat(registered).extracting(ServerEndpointConfig::getPath).containsExactly("/ws", "/chat", "/talk");
    }

    @Test
    void everyConnectionHasAnEndpointOfItsOwn() throws Exception {
        RoomsEndpoint.register(container, rooms);
        ServerEndpointConfig.Configurator configurator = registered.get(0).getConfigurator();

        assertThat(configurator.getEndpointInstance(RoomsEndpoint.class))
                .isNotSameAs(configurator.getEndpointInstance(RoomsEndpoint.class));
    }

    @Test
    void pathsThatAreMissingOrNamedTwiceAreRefusedBeforeAnyIsRegistered() {
        assertThatThrownBy(() -> RoomsEndpoint.register(container, rooms, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RoomsEndpoint.register(container, rooms, List.of("/ws", "/ws")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[/ws, /ws]");
        assertThat(registered).isEmpty();
    }

    @Test
    void noExtensionIsNegotiatedAsAContainerInflatesBeforeBytesAreCounted() throws Exception {
        RoomsEndpoint.register(container, rooms);
        ServerEndpointConfig.Configurator configurator = registered.get(0).getConfigurator();

        assertThat(configurator.getNegotiatedExtensions(List.of(), List.of())).isEmpty();
        assertThat(configurator.getNegotiatedSubprotocol(List.of(), List.of("chat")))
                .isEmpty();
    }
}

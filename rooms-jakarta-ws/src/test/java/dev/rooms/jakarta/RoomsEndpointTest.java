package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.Rooms;
import dev.rooms.jakarta.container.Containers;
import jakarta.websocket.SendResult;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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

    /** As Tyrus does in a servlet container: of a client that goes while its connection opens, nothing is told. */
    @Test
    void aClientWhoseCloseTheContainerForgetsWhileItOpensIsFoundGone() {
        Queue<Runnable> blocking = new ArrayDeque<>();
        HandshakeConfigurator handshakes = new HandshakeConfigurator(
                new Entrance(rooms.reception(), "/ws", Containers.find(), blocking::add, Duration.ofSeconds(5)));
        FakeSession session = new FakeSession();
        handshakes.modifyHandshake(
                stub(ServerEndpointConfig.class, session.userProperties), stub(HandshakeRequest.class, Map.of()), null);

        handshakes.getEndpointInstance(RoomsEndpoint.class).onOpen(session.session(), null);
        assertThat(session.calls).as("what it could go after").isEmpty();
        assertThat(rooms.clientCount()).isEqualTo(1);
        blocking.remove().run();
        session.complete(new SendResult(new IOException("broken pipe")));

        assertThat(rooms.clientCount()).isZero();
    }

    /** Answers all that it is asked for with the same map, and with nothing where that doesn't fit. */
    private static <T> T stub(Class<T> type, Map<String, ?> map) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getReturnType() == Map.class ? map : null));
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

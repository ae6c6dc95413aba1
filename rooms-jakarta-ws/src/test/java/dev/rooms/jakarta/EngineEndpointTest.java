package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.Rooms;
import dev.rooms.engineio.EngineServer;
import dev.rooms.kit.ConformanceProgram;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application's context is asked for. */
class EngineEndpointTest {
    private final EngineServer engine = ConformanceProgram.echo();
    private final List<String> calls = new ArrayList<>();
    private boolean hasWebSocket = true;
    private boolean hasSuchServlet;
    private Set<String> takenMappings = Set.of();

    @AfterEach
    void close() {
        engine.close();
    }

    private ServletContext context() {
        ServletRegistration.Dynamic servlet = proxy(ServletRegistration.Dynamic.class, (method, arguments) -> {
            if (method.equals("addMapping")) {
                calls.add("servlet " + List.of((Object[]) arguments[0]));
                return takenMappings;
            }
            calls.add(method + " " + arguments[0]);
            return null;
        });
        ServerContainer container = proxy(ServerContainer.class, (method, arguments) -> {
            calls.add("endpoint " + ((ServerEndpointConfig) arguments[0]).getPath());
            return null;
        });
        return proxy(ServletContext.class, (method, arguments) -> switch (method) {
            case "getAttribute" -> hasWebSocket ? container : null;
            case "addServlet" -> hasSuchServlet ? null : servlet;
            default -> null;
        });
    }

    private void register(String path) throws Exception {
        EngineEndpoint.register(context(), engine, Runnable::run, path);
    }

    @Test
    void aServletAndAnEndpointShareThePath() throws Exception {
        register("/socket.io/");

        assertThat(calls).containsExactly("endpoint /socket.io/", "setAsyncSupported true", "servlet [/socket.io/*]");
    }

    @Test
    void theSocketIoOfRoomsIsWhereItsClientsLook() throws Exception {
        try (Rooms rooms = Rooms.create()) {
            EngineEndpoint.register(context(), rooms);
        }

        assertThat(calls).containsExactly("endpoint /socket.io/", "setAsyncSupported true", "servlet [/socket.io/*]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "socket.io/", "/socket.io", "/socket.io/*", "/*/", "/{a}/"})
    void aPathThatClientsDoNotAskForIsRefusedBeforeAnythingIsRegistered(String path) {
        assertThatThrownBy(() -> register(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + path + "'");
        assertThat(calls).isEmpty();
    }

    @Test
    void aContainerWithoutWebSocketIsRefusedWithWhatToDo() {
        hasWebSocket = false;

        assertThatThrownBy(() -> register("/socket.io/"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("contextInitialized");
    }

    @Test
    void aPathThatIsTakenIsRefused() {
        takenMappings = Set.of("/socket.io/*");
        assertThatThrownBy(() -> register("/socket.io/"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[/socket.io/*]");

        hasSuchServlet = true;
        assertThatThrownBy(() -> register("/socket.io/"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'/socket.io/'");
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}

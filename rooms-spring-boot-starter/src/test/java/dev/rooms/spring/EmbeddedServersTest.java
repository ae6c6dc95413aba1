package dev.rooms.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Rooms;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.websocket.servlet.JettyWebSocketServletWebServerCustomizer;
import org.springframework.boot.autoconfigure.websocket.servlet.TomcatWebSocketServletWebServerCustomizer;
import org.springframework.boot.autoconfigure.websocket.servlet.UndertowWebSocketServletWebServerCustomizer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.undertow.UndertowServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An application with the starter serves all kinds of clients, whichever server Spring Boot embeds. */
@Timeout(60)
class EmbeddedServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Each with its WebSocket, as an application has it that has this server alone. */
    private enum EmbeddedServer {
        TOMCAT(TomcatServletWebServerFactory.class, TomcatWebSocketServletWebServerCustomizer.class),
        JETTY(JettyServletWebServerFactory.class, JettyWebSocketServletWebServerCustomizer.class),
        UNDERTOW(UndertowServletWebServerFactory.class, UndertowWebSocketServletWebServerCustomizer.class);

        private final Class<?> factory;
        private final Class<?> webSocket;

        EmbeddedServer(Class<?> factory, Class<?> webSocket) {
            this.factory = factory;
            this.webSocket = webSocket;
        }

        /** Under the name by which Spring Boot leaves out its own, of which it makes one, whichever server is chosen. */
        void addWebSocket(ConfigurableApplicationContext application) {
            ((GenericApplicationContext) application).registerBean("websocketServletWebServerCustomizer", webSocket);
        }
    }

    private static ConfigurableApplicationContext start(EmbeddedServer server, String... settings) {
        return new SpringApplicationBuilder(Chat.class, server.factory)
                .initializers(server::addWebSocket)
                .properties("server.port=0", "spring.main.banner-mode=off")
                .properties(settings)
                .run();
    }

    private static int port(ConfigurableApplicationContext application) {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @ParameterizedTest
    @EnumSource
    void clientsOfAllKindsMeetInARoom(EmbeddedServer server) throws Exception {
        try (ConfigurableApplicationContext application =
                        start(server, "server.servlet.context-path=/app", "rooms.http.enabled=true");
                PlainClient ada = new PlainClient(port(application), "/app/ws?clientName=ada");
                SocketIoClient bob = new SocketIoClient(port(application), "/app/socket.io/", "polling");
                SocketIoClient cy = new SocketIoClient(port(application), "/app/socket.io/", "websocket")) {
            ada.await("\"event\":\"welcome\",\"data\":\"ada\"");
            ada.send("{\"event\":\"join-room\",\"data\":{\"roomName\":\"lobby\"}}");
            ada.await("\"event\":\"ack\"");
            assertThat(bob.ask("join-room", "{\"roomName\":\"lobby\"}")).contains("\"success\":true");
            assertThat(cy.ask("join-room", "{\"roomName\":\"lobby\"}")).contains("\"success\":true");

            assertThat(bob.ask("say", "{\"room\":\"lobby\",\"text\":\"hello\"}"))
                    .isEqualTo("{\"heard\":3}");
            ada.await("\"event\":\"said\",\"data\":{\"room\":\"lobby\",\"text\":\"hello\"}");
            bob.await("\"text\":\"hello\"");
            cy.await("\"text\":\"hello\"");

            assertThat(post(port(application), "/app/messages/broadcast", """
                    {"id":"1","clientId":"x","clientName":"x","roomName":"lobby","messageType":"text",
                     "message":"by HTTP","timestamp":"2026-01-31T12:00:00Z"}"""))
                    .isEqualTo("{\"success\":true,\"roomName\":\"lobby\",\"recipients\":3}");
            ada.await("by HTTP");
            bob.await("by HTTP");
            cy.await("by HTTP");
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientsAreSaidGoodbyeWhenTheApplicationStops(EmbeddedServer server) {
        ConfigurableApplicationContext application = start(server, "server.shutdown=graceful");
        try (PlainClient ada = new PlainClient(port(application), "/ws");
                SocketIoClient bob = new SocketIoClient(port(application), "/socket.io/", "polling")) {
            bob.await("welcome");
            Rooms rooms = application.getBean(Rooms.class);

            application.close();

            assertThat(ada.closeCode()).succeedsWithin(PATIENCE).isEqualTo(1001);
            bob.await("(disconnect)");
            assertThat(rooms.clientCount()).isZero();
        } finally {
            application.close();
        }
    }

    private static String post(int port, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A client by the JDK's own WebSocket. */
    private static final class PlainClient implements WebSocket.Listener, AutoCloseable {
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private final WebSocket socket;

        PlainClient(int port, String pathAndQuery) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + port + pathAndQuery), this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            // No message of these tests is long enough to come in parts.
            received.add(text.toString());
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closeCode.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable failure) {
            closeCode.completeExceptionally(failure);
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        void await(String part) {
            waitFor(received, part);
        }

        CompletableFuture<Integer> closeCode() {
            return closeCode;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    /** Socket.IO's own client for Java. */
    private static final class SocketIoClient implements AutoCloseable {
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final Socket socket;

        SocketIoClient(int port, String path, String transport) {
            socket = IO.socket(
                    URI.create("http://localhost:" + port),
                    IO.Options.builder()
                            .setPath(path)
                            .setTransports(new String[] {transport})
                            .setForceNew(true)
                            .setReconnection(false)
                            .build());
            socket.onAnyIncoming(args -> received.add(args[0] + " " + args[1]));
            socket.on(Socket.EVENT_DISCONNECT, args -> received.add("(disconnect)"));
            socket.connect();
        }

        String ask(String event, String data) throws Exception {
            CompletableFuture<String> answer = new CompletableFuture<>();
            socket.emit(event, new Object[] {new org.json.JSONObject(data)}, (Ack)
                    args -> answer.complete(String.valueOf(args[0])));
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        void await(String part) {
            waitFor(received, part);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static void waitFor(List<String> received, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(received).anySatisfy(text -> assertThat(text).contains(part)));
    }
}

package dev.rooms.example.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rooms.example.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official client in a browser, in a page of another origin: CORS is what the other tests can't show. */
@Timeout(180)
class BrowserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 90;

    @TempDir
    Path directory;

    private final CompletableFuture<String> result = new CompletableFuture<>();

    @ParameterizedTest
    @EnumSource(Transports.class)
    void aPageOfAnotherOriginDoesWhatOtherClientsDo(Transports transports) throws Exception {
        NodeClients.require("socket.io-client");
        Browser.require();
        HttpServer pages = pages();
        try (ServerProcess server = ServerProcess.start(directory, Map.of());
                Browser browser = Browser.show(page(pages, server, transports), directory.resolve("profile"))) {
            JsonNode said = JSON.readTree(result.completeOnTimeout(
                            "{\"failure\":\"the page said nothing\"}", PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join());

            JsonNode expected = JSON.createObjectNode()
                    .put("hearsOfItself", true)
                    .put("joined", true)
                    .put("replied", "Grüße 🦊")
                    .put("refused", "message")
                    .put("posted", "Grüße 🦊")
                    .put("recipients", 1)
                    .put("transport", transports == Transports.POLLING ? "polling" : "websocket");
            assertThat(said).as(browser::output).isEqualTo(expected);
        } finally {
            pages.stop(0);
        }
    }

    private static String page(HttpServer pages, ServerProcess server, Transports transports) {
        return "http://127.0.0.1:" + pages.getAddress().getPort() + "/?transports="
                + transports.name().toLowerCase(Locale.ROOT) + "&server="
                + URLEncoder.encode("http://localhost:" + server.port(), UTF_8);
    }

    private HttpServer pages() throws IOException {
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        file(pages, "/", "text/html", NodeClients.FOLDER.resolve("page.html"));
        file(
                pages,
                "/socket.io.js",
                "text/javascript",
                NodeClients.MODULES.resolve("socket.io-client/dist/socket.io.min.js"));
        pages.createContext("/result", exchange -> {
            result.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, "text/plain", new byte[] {'o', 'k'});
        });
        pages.start();
        return pages;
    }

    private static void file(HttpServer pages, String path, String type, Path file) {
        pages.createContext(path, exchange -> answer(exchange, type, Files.readAllBytes(file)));
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

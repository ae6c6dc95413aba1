package dev.rooms.example.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.example.JsonClient;
import dev.rooms.example.clients.JavaVisitor;
import dev.rooms.example.clients.Transports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web application serves below a context path what the jar does at the root. */
@Timeout(120)
class WarIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @TempDir
    static Path folder;

    private static DeployedWar server;

    @BeforeAll
    static void deploy() throws Exception {
        server = new DeployedWar(folder);
        StandardContext context = server.prepare();
        context.addParameter("ROOMS_ORIGINS", "https://parameter.example");
        context.addParameter("rooms.max-message-bytes", "8KiB");
        DeployedWar.setInNaming(context, "ROOMS_MAX_MESSAGE_BYTES", "4KiB");
        server.deploy(context);
        assertThat(server.isUp(context)).isTrue();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/"})
    void takesPlainClientsIn(String path) throws Exception {
        try (JsonClient ada = JsonClient.connect(server.uri("ws", path + "?clientName=ada"))) {
            ada.join("plain");
            broadcast("plain");
            assertThat(ada.await("message-reply").path("message").asText()).isEqualTo("Hello");
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesSocketIoClientsIn(Transports transports) throws Exception {
        try (JavaVisitor ada = JavaVisitor.open(
                server.uri("http", "").getPort(),
                transports,
                "/",
                options -> options.path = DeployedWar.CONTEXT_PATH + "/socket.io/")) {
            ada.awaitConnect(1);
            ada.join(transports.name());
            broadcast(transports.name());
            assertThat(ada.first("message-reply").path("message").asText()).isEqualTo("Hello");
        }
    }

    @Test
    void validates() throws Exception {
        HttpResponse<String> answer = post("{\"id\":\" \",\"roomName\":\"lobby\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/rooms", "/api-json", "/api-yaml"})
    void answersHttp(String path) throws Exception {
        assertThat(get(server.uri("http", path)).statusCode()).isEqualTo(200);
    }

    @Test
    void answersUnknownPathsAsTheApiDoes() throws Exception {
        HttpResponse<String> answer = get(server.uri("http", "/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("statusCode").asInt()).isEqualTo(404);
    }

    @Test
    void swaggerUiLoadsNothingFromElsewhereAndShowsTheDocumentBelowTheContextPath() throws Exception {
        URI page = server.uri("http", "/api");
        HttpResponse<String> html = get(page);
        assertThat(html.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'");
        List<URI> links = LINK.matcher(html.body())
                .results()
                .map(link -> page.resolve(link.group(1)))
                .toList();
        assertThat(links).hasSize(4);
        for (URI link : links) {
            assertThat(link.getPath()).startsWith(DeployedWar.CONTEXT_PATH);
            assertThat(get(link).statusCode()).as("%s", link).isEqualTo(200);
        }
        // As the page's script names it.
        assertThat(JSON.readTree(get(page.resolve("api-json")).body())
                        .path("openapi")
                        .asText())
                .startsWith("3.1");
    }

    @Test
    void isSetByContextParameters() throws Exception {
        HttpResponse<String> answer = get(server.uri("http", "/rooms"), "Origin", "https://parameter.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://parameter.example");
    }

    @Test
    void isSetByJndiOverContextParameters() throws Exception {
        assertThat(get(server.uri("http", "/socket.io/?EIO=4&transport=polling"))
                        .body())
                .contains("\"maxPayload\":4096");
    }

    @Test
    void doesntStartWithWrongSettings() throws Exception {
        StandardContext context = server.prepare();
        context.setPath("/wrong");
        context.setName("/wrong");
        context.addParameter("ROOMS_MAX_CONNECTIONS", "many");
        server.deploy(context);
        assertThat(server.isUp(context)).isFalse();
    }

    @Test
    void bringsNoServerAndNoLog() throws IOException {
        try (JarFile war = new JarFile(System.getProperty("rooms.war"))) {
            assertThat(war.stream().map(JarEntry::getName))
                    .anyMatch(name -> name.startsWith("WEB-INF/lib/rooms-jakarta-ws"))
                    .noneMatch(name -> name.matches(".*(undertow|xnio|wildfly|jboss-threads|logback|slf4j|tomcat).*"))
                    .noneMatch(name -> name.matches(".*jakarta\\.(servlet|websocket).*"));
            for (JarEntry entry :
                    war.stream().filter(one -> one.getName().endsWith(".class")).toList()) {
                try (InputStream in = war.getInputStream(entry)) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                            .as(entry.getName())
                            .doesNotContain("dev/rooms/undertow", "io/undertow", "ch/qos/logback", "org/slf4j");
                }
            }
        }
    }

    private static void broadcast(String room) throws Exception {
        HttpResponse<String> answer =
                post("{\"id\":\"1\",\"roomName\":\"" + room + "\",\"message\":\"Hello\",\"messageType\":\"text\","
                        + "\"clientId\":\"c\",\"clientName\":\"Bob\",\"timestamp\":\"2026-01-01T00:00:00Z\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(server.uri("http", "/messages/broadcast"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(URI uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}

package dev.rooms.example.appserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.example.JsonClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the HTTP API must answer on each server. */
final class HttpChecks {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By HTTP/1.1: the JDK's client would ask for 2 first, whose connection Grizzly ends after an answer to half a body. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NORMAL)
            .build();

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");

    static final List<Check> ALL = List.of(
            new Check("health tells that it is well", HttpChecks::health),
            new Check("rooms and their members are listed", HttpChecks::rooms),
            new Check("what is posted to a room is answered with 201 and reaches it", HttpChecks::broadcast),
            new Check("wrong fields are answered with 400, all of them named", HttpChecks::validation),
            new Check("a body over the limit is answered with 413", HttpChecks::tooBig),
            new Check("a room that isn't there is answered with 404", HttpChecks::notFound),
            new Check("a wrong method is answered with 405", HttpChecks::wrongMethod),
            new Check("the OpenAPI document is there", HttpChecks::openApi),
            new Check("Swagger UI and all that it loads are there", HttpChecks::swaggerUi));

    private HttpChecks() {}

    private static void health(URI server) throws Exception {
        for (String path : List.of("/health", "/health/ready", "/health/live")) {
            HttpResponse<String> answer = get(server, path);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).path("status").asText())
                    .as(path)
                    .isEqualTo("ok");
        }
    }

    private static void rooms(URI server) throws Exception {
        String room = Messages.room();
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            ada.join(room);

            JsonNode listed = JSON.readTree(get(server, "/rooms?limit=1000").body());
            JsonNode members = JSON.readTree(get(server, "/rooms/" + room).body());

            assertThat(listed.path("rooms").findValuesAsText("roomName")).contains(room);
            assertThat(members.path("members").path(0).path("clientName").asText())
                    .isEqualTo("ada");
        }
    }

    private static void broadcast(URI server) throws Exception {
        String room = Messages.room();
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            ada.join(room);

            HttpResponse<String> answer =
                    post(server, "/messages/broadcast", Messages.json(Messages.message(room, "posted 🦊")));

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(JSON.readTree(answer.body()).path("recipients").asInt()).isOne();
            assertThat(ada.await("message-reply").path("message").asText()).isEqualTo("posted 🦊");
        }
    }

    private static void validation(URI server) throws Exception {
        HttpResponse<String> answer = post(
                server, "/messages/broadcast", Messages.json(Map.of("id", " ", "roomName", "lobby", "nonsense", 1)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("errors").findValuesAsText("field"))
                .contains("id", "clientId", "nonsense", "timestamp");
    }

    private static void tooBig(URI server) throws Exception {
        String body = Messages.json(Messages.message("lobby", "x".repeat(1024 * 1024)));

        assertThat(post(server, "/messages/broadcast", body).statusCode()).isEqualTo(413);
    }

    private static void notFound(URI server) throws Exception {
        HttpResponse<String> answer = get(server, "/rooms/" + Messages.room());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("statusCode").asInt()).isEqualTo(404);
    }

    private static void wrongMethod(URI server) throws Exception {
        HttpResponse<String> answer = get(server, "/messages/broadcast");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    private static void openApi(URI server) throws Exception {
        assertThat(JSON.readTree(get(server, "/api-json").body())
                        .path("openapi")
                        .asText())
                .startsWith("3.1");
        assertThat(get(server, "/api-yaml").body()).startsWith("openapi: 3.1");
    }

    private static void swaggerUi(URI server) throws Exception {
        HttpResponse<String> page = get(server, "/api");
        assertThat(page.statusCode()).isEqualTo(200);

        int links = 0;
        for (Matcher link = LINK.matcher(page.body()); link.find(); links++) {
            URI resolved = page.uri().resolve(link.group(1));
            assertThat(resolved.toString())
                    .as("below the application's own path")
                    .startsWith(server.toString());
            HttpResponse<String> loaded =
                    HTTP.send(HttpRequest.newBuilder(resolved).build(), BodyHandlers.ofString());
            assertThat(loaded.statusCode()).as(link.group(1)).isEqualTo(200);
        }
        assertThat(links).isGreaterThan(2);
    }

    private static HttpResponse<String> get(URI server, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(URI server, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}

package dev.rooms.http;

import static dev.rooms.http.Calls.MESSAGE;
import static dev.rooms.http.Calls.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.http.Calls.Answer;
import dev.rooms.http.OpenApi.Operation;
import dev.rooms.kit.TestClient;
import dev.rooms.security.Authenticator.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §4: the OpenAPI 3 document says what the API does")
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private final Rooms rooms = Rooms.create();
    private final Calls calls = new Calls(rooms);
    private final OpenApi api = new OpenApi(calls.get("/api-json").json());

    /** Every answer that was seen to be as documented: method, path, status. */
    private final Set<String> seen = new TreeSet<>();

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void bothFormsSayTheSame() throws Exception {
        JsonNode yaml = YAML.readTree(calls.get("/api-yaml").text());

        if (!yaml.equals(api.document())) {
            // For whoever changes the document: the YAML is written by hand, and this is the JSON that goes with it.
            Files.writeString(
                    Path.of("target", "openapi.json"), yaml.toPrettyString().replace("\" : ", "\": ") + "\n");
        }
        assertThat(api.document())
                .as("openapi.json must say what openapi.yaml says; take over target/openapi.json")
                .isEqualTo(yaml);
        assertThat(calls.get("/api-json").header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(calls.get("/api-yaml").header("Content-Type")).isEqualTo("application/yaml; charset=utf-8");
    }

    @Test
    void everyRouteIsDocumentedAndNothingElse() {
        Set<String> routes = HttpApi.of(rooms).build().routes().stream()
                .map(route -> route.method() + " /" + String.join("/", route.template()))
                .collect(Collectors.toSet());

        assertThat(api.operations().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void everyOperationHasAnIdASummaryAndExamples() {
        assertThat(api.operations()
                        .map(operation -> operation.node().path("operationId").asText()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        api.operations().forEach(operation -> {
            assertThat(operation.node().path("summary").asText())
                    .as("%s", operation)
                    .isNotBlank();
            operation
                    .node()
                    .path("parameters")
                    .forEach(parameter -> assertThat(api.resolved(parameter).path("examples"))
                            .as("%s", operation)
                            .isNotEmpty());
            operation
                    .node()
                    .path("responses")
                    .forEach(response -> assertThat(
                                    api.content(response).getValue().path("examples"))
                            .as("%s", operation)
                            .isNotEmpty());
        });
    }

    @Test
    void everyExampleFitsItsSchema() {
        api.operations().forEach(operation -> {
            operation.node().path("responses").forEach(response -> assertExamplesFit(operation, response));
            JsonNode body = operation.node().path("requestBody");
            if (!body.isMissingNode()) {
                assertExamplesFit(operation, body);
            }
            operation.node().path("parameters").forEach(reference -> {
                JsonNode parameter = api.resolved(reference);
                parameter
                        .path("examples")
                        .forEach(example -> assertThat(api.flaws(parameter.path("schema"), example.path("value")))
                                .as("%s, example of %s", operation, parameter.path("name"))
                                .isEmpty());
            });
        });
    }

    private void assertExamplesFit(Operation operation, JsonNode bodyOrResponse) {
        JsonNode content = api.content(bodyOrResponse).getValue();
        content.path("examples")
                .forEach(example -> assertThat(api.flaws(
                                content.path("schema"), api.resolved(example).path("value")))
                        .as("%s: %s", operation, example)
                        .isEmpty());
    }

    @Test
    void theMessageOfTheExampleIsTaken() {
        JsonNode example = api.content(
                        api.operation("POST", "/messages/broadcast").node().path("requestBody"))
                .getValue()
                .at("/examples/greeting/value");

        assertThat(calls.post("/messages/broadcast", example.toString()).status())
                .isEqualTo(201);
    }

    @Test
    void aMessageThatTheSchemaRefusesTheApiRefusesToo() throws Exception {
        JsonNode schema = api.document().at("/components/schemas/Message");
        for (String wrong : new String[] {
            "{}",
            message("lobby", " ", ""),
            message("lobby", "backend", ",\"extra\":1"),
            message("lobby", "backend", ",\"replyToSender\":\"yes\""),
            MESSAGE.replace("\"m1\"", "7")
        }) {
            assertThat(api.flaws(schema, JSON.readTree(wrong))).as(wrong).isNotEmpty();
            assertThat(calls.post("/messages/broadcast", wrong).status()).isEqualTo(400);
        }
        for (String right : new String[] {MESSAGE, message("lobby", "backend", ",\"replyToSender\":null")}) {
            assertThat(api.flaws(schema, JSON.readTree(right))).as(right).isEmpty();
            assertThat(calls.post("/messages/broadcast", right).status()).isEqualTo(201);
        }
    }

    @Test
    void everyDocumentedAnswerIsGivenAndFitsItsSchema() {
        TestClient ada = TestClient.connect(rooms, "ada");
        ada.join("lobby");
        ada.join("kitchen");
        callAll(calls, ada.id(), "lobby");
        check(calls, "GET", "/rooms", "/rooms?limit=1", "");
        check(calls, "GET", "/rooms", "/rooms?limit=0", "");
        check(calls, "GET", "/rooms/{roomName}", "/rooms/lobby?limit=0", "");
        check(calls, "GET", "/rooms/{roomName}", "/rooms/nowhere", "");
        check(calls, "POST", "/messages/{clientId}", "/messages/nobody", MESSAGE);
        for (String path : new String[] {"/messages/broadcast", "/messages/{clientId}"}) {
            check(calls, "POST", path, path, "{\"id\":7}");
            check(calls, "POST", path, path, "");
            check(calls, "POST", path, path, " ".repeat(Limits.DEFAULTS.maxMessageBytes() + 1));
            check(path, "POST", calls.call("POST", path, Map.of("content-type", "text/plain"), MESSAGE));
        }

        try (Rooms unknown = Rooms.builder()
                        .authenticator(request -> Verdict.unauthorized("Give a token"))
                        .build();
                Rooms forbidden = Rooms.builder()
                        .authenticator(request -> Verdict.forbidden("Only operators may"))
                        .build()) {
            callAll(new Calls(unknown), "x", "x");
            callAll(new Calls(forbidden), "x", "x");
        }
        try (Rooms limited = Rooms.builder()
                .limits(Limits.DEFAULTS.withHttpRequestsPerSecond(1))
                .build()) {
            Calls limitedCalls = new Calls(limited);
            callAll(limitedCalls, "x", "x");
            callAll(limitedCalls, "x", "x");
        }
        rooms.drain();
        callAll(calls, "x", "x");

        Set<String> documented = new TreeSet<>();
        api.operations()
                .forEach(operation -> operation
                        .node()
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> documented.add(operation + " " + status)));
        documented.removeIf(answer -> answer.endsWith(" default"));
        assertThat(seen).containsAll(documented);
    }

    private void callAll(Calls to, String clientId, String roomName) {
        api.operations().forEach(operation -> {
            String target = operation.path().replace("{clientId}", clientId).replace("{roomName}", roomName);
            check(to, operation.method(), operation.path(), target, MESSAGE);
        });
    }

    private void check(Calls to, String method, String path, String target, String body) {
        check(path, method, to.call(method, target, Map.of("content-type", "application/json"), body));
    }

    private void check(String path, String method, Answer answer) {
        Operation operation = api.operation(method, path);
        var content = api.content(api.response(operation, answer.status()));
        assertThat(answer.header("Content-Type")).startsWith(content.getKey());
        if (content.getKey().endsWith("json")) {
            assertThat(api.flaws(content.getValue().path("schema"), answer.json()))
                    .as("%s %d: %s", operation, answer.status(), answer.text())
                    .isEmpty();
        }
        api.response(operation, answer.status())
                .path("headers")
                .fieldNames()
                .forEachRemaining(
                        name -> assertThat(answer.header(name)).as(name).isNotNull());
        seen.add(operation + " " + answer.status());
    }
}

package dev.rooms.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.Rooms;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls an API as an adapter does, without a server. */
final class Calls {
    /** A message in which all is right. */
    static final String MESSAGE = message("lobby", "backend", "");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpApi api;

    Calls(Rooms rooms) {
        this(HttpApi.of(rooms).build());
    }

    Calls(HttpApi api) {
        this.api = api;
    }

    /** A message with more fields, which begin with a comma. */
    static String message(String roomName, String clientId, String more) {
        return "{\"id\":\"m1\", \"clientId\":\"" + clientId + "\", \"clientName\":\"Backend\", \"roomName\":\""
                + roomName + "\", \"messageType\":\"text\", \"message\":\"Hello\\u0021 👋\","
                + " \"timestamp\":\"2026-01-31T12:00:00Z\"" + more + "}";
    }

    Answer get(String target) {
        return call("GET", target, Map.of(), "");
    }

    Answer post(String target, String body) {
        return call("POST", target, Map.of("content-type", "application/json"), body);
    }

    Answer call(String method, String target, Map<String, String> headers, String body) {
        return call(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer call(String method, String target, Map<String, String> headers, byte[] body) {
        return call(request(method, target, headers, body));
    }

    Answer call(HttpRequest request) {
        try {
            return new Answer(api.handle(request).toCompletableFuture().get(10, TimeUnit.SECONDS));
        } catch (Exception failure) {
            throw new AssertionError("a stage of the API failed, or didn't complete", failure);
        }
    }

    static HttpRequest request(String method, String target, Map<String, String> headers, byte[] body) {
        int question = target.indexOf('?');
        Map<String, List<String>> many = new LinkedHashMap<>();
        headers.forEach((name, value) -> many.put(name, List.of(value)));
        return new HttpRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                HttpQuery.parse(question < 0 ? null : target.substring(question + 1)),
                many,
                body,
                "192.0.2.1");
    }

    /** An answer, to be read. */
    record Answer(HttpResponse response) {
        int status() {
            return response.status();
        }

        String header(String name) {
            return response.headers().get(name);
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(text());
            } catch (JsonProcessingException malformed) {
                throw new AssertionError("the answer is no JSON: " + text(), malformed);
            }
        }

        /** The names of all fields that were wrong. */
        List<String> fields() {
            return json().path("errors").findValuesAsText("field");
        }
    }
}

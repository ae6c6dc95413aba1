package dev.rooms.kit;

import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Rooms, their server, and those who call it, for one case. */
final class HttpSetting implements AutoCloseable {
    /** No case waits longer than this for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    // Answers are told apart by status and connection, so HTTP/2's upgrade would only be in the way.
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Rooms rooms;
    private final HttpServerUnderTest server;

    HttpSetting(RoomsBuilder settings, HttpServerUnderTest.Starter starter) throws Exception {
        rooms = settings.build();
        try {
            server = starter.start(rooms);
        } catch (Exception | Error failure) {
            rooms.close();
            throw failure;
        }
    }

    /** A message in which all is right. */
    static String message(String roomName, String text) {
        return message(roomName, "backend", text, "");
    }

    /** A message from a client, with more fields, which begin with a comma. */
    static String message(String roomName, String clientId, String text, String more) {
        return "{\"id\":\"m1\", \"clientId\":\"" + clientId + "\", \"clientName\":\"Backend\", \"roomName\":\""
                + roomName + "\", \"messageType\":\"text\", \"message\":\"" + text
                + "\", \"timestamp\":\"2026-01-31T12:00:00Z\"" + more + "}";
    }

    Rooms rooms() {
        return rooms;
    }

    URI base() {
        return server.base();
    }

    HttpResponse<String> get(String target) throws Exception {
        return send(request(target));
    }

    HttpResponse<String> post(String target, String json) throws Exception {
        return send(request(target)
                .header("Content-Type", "application/json")
                .POST(json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    HttpResponse<String> call(String method, String target, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = request(target).method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return send(request);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(server.base() + target)).timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** A WebSocket client of that name. */
    WebSocketClient connect(String clientName) throws Exception {
        return WebSocketClient.connect(HTTP, server.base(), clientName);
    }

    /** A connection on which bytes are written as they are. */
    RawHttp raw() throws Exception {
        return RawHttp.connect(server.base());
    }

    @Override
    public void close() throws Exception {
        rooms.close();
        server.stop().close();
    }
}

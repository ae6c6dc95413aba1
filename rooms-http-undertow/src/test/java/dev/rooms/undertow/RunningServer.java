package dev.rooms.undertow;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Rooms and their server for one test, on a port that the system picks. */
record RunningServer(Rooms rooms, RoomsServer server) implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Nobody waits long for clients that are gone on purpose. */
    static final Limits LIMITS = Limits.DEFAULTS.withDrainTimeout(Duration.ofMillis(500));

    static RunningServer start() {
        return start(rooms -> rooms, server -> server);
    }

    static RunningServer start(UnaryOperator<RoomsBuilder> roomsSettings) {
        return start(roomsSettings, server -> server);
    }

    static RunningServer start(
            UnaryOperator<RoomsBuilder> roomsSettings, UnaryOperator<RoomsServer.Builder> serverSettings) {
        Rooms rooms = roomsSettings.apply(Rooms.builder().limits(LIMITS)).build();
        RoomsServer server = serverSettings
                .apply(RoomsServer.builder(rooms).host("127.0.0.1").port(0))
                .start();
        return new RunningServer(rooms, server);
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), target);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String target) throws IOException, InterruptedException {
        return HTTP.send(request.uri(URI.create(server.uri() + target)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        rooms.close();
        server.stop();
    }
}

package dev.rooms.bench.load;

import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.undertow.RoomsServer;
import java.io.IOException;

/** The server of rooms-http-undertow, without announcements and rate limit, for {@link FanOut}. */
final class UndertowServer {
    private UndertowServer() {}

    static Rooms rooms() {
        return Rooms.builder()
                .announcements(Announcements.OFF)
                .limits(Limits.DEFAULTS.withMessagesPerSecond(0))
                .build();
    }

    public static void main(String... arguments) throws IOException {
        Serving.untilInputEnds(
                RoomsServer.builder(rooms()).host("127.0.0.1").port(0).start().port());
    }
}

package dev.rooms.bench.peer;

import dev.rooms.Announcements;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.undertow.RoomsServer;
import java.io.IOException;

/**
 * The server of rooms-http-undertow, without announcements and rate limit. The first argument, if there is one, is how many I/O
 * threads it has.
 */
public final class UndertowServer {
    private UndertowServer() {}

    static RoomsBuilder builder() {
        return Rooms.builder().announcements(Announcements.OFF).limits(Limits.DEFAULTS.withMessagesPerSecond(0));
    }

    static Rooms rooms() {
        return builder().build();
    }

    public static void main(String... arguments) throws IOException {
        RoomsServer.Builder server =
                RoomsServer.builder(rooms()).host("127.0.0.1").port(0);
        if (arguments.length > 0) {
            server.ioThreads(Integer.parseInt(arguments[0]));
        }
        Serving.untilInputEnds(server.start().port());
    }
}

package dev.rooms.bench.load;

import java.util.Locale;

/** What is sent, as JSON. */
final class Payload {
    private Payload() {}

    /** A request for a room. */
    static String room(String name) {
        return "{\"roomName\":\"" + name + "\"}";
    }

    /** A contract's {@code message} of about 200 bytes, with a number in it. */
    static String numbered(String room, int number) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"m-1\",\"clientId\":\"c-1\",\"clientName\":\"bench\",\"roomName\":\"%s\","
                        + "\"messageType\":\"text\",\"message\":\"#%08d of the messages\","
                        + "\"timestamp\":\"2026-01-31T12:00:00.000Z\"}",
                room,
                number);
    }
}

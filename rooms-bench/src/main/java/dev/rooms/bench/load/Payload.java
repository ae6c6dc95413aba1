package dev.rooms.bench.load;

import java.util.Locale;

/** The message that is sent: a contract's {@code message} of about 200 bytes of data, with a number in it. */
final class Payload {
    private Payload() {}

    static String numbered(String room, int number) {
        return String.format(
                Locale.ROOT,
                "{\"event\":\"message\",\"data\":{\"id\":\"m-1\",\"clientId\":\"c-1\",\"clientName\":\"bench\",\"roomName\":\"%s\","
                        + "\"messageType\":\"text\",\"message\":\"#%08d of the messages\","
                        + "\"timestamp\":\"2026-01-31T12:00:00.000Z\"}}",
                room,
                number);
    }
}

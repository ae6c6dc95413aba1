package dev.rooms.bench.memory;

/** What is sent, as JSON. */
public final class Texts {
    private Texts() {}

    /** A contract's {@code message} with a text of so many characters; with 80 it has about 200 in all. */
    public static String message(int length) {
        return "{\"id\":\"1\",\"clientId\":\"c\",\"clientName\":\"n\",\"roomName\":\"room\","
                + "\"messageType\":\"text\",\"message\":\"" + "x".repeat(length)
                + "\",\"timestamp\":\"2026-01-31T12:00:00Z\"}";
    }
}

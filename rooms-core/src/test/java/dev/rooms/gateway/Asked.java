package dev.rooms.gateway;

/** Payloads as clients send them. */
final class Asked {
    private Asked() {}

    /** A message for a room; {@code more} is put before its end. */
    static String message(String room, String more) {
        return "{\"id\":\"1\",\"clientId\":\"x\",\"clientName\":\"X\",\"roomName\":\"" + room
                + "\",\"messageType\":\"text\",\"message\":\"Hello\",\"timestamp\":\"2026-01-31T12:00:00Z\"" + more
                + "}";
    }

    /** A channel update for a room. */
    static String update(String room) {
        return "{\"id\":\"1\",\"feature\":\"f\",\"subFeature\":\"s\",\"resourceId\":\"" + room
                + "\",\"message\":\"Hello\"}";
    }
}

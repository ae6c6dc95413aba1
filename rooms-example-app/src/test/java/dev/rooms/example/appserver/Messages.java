package dev.rooms.example.appserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What the checks send. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Messages() {}

    /** A fresh name. */
    static String room() {
        return "room-" + UUID.randomUUID();
    }

    /** A right payload of the event {@code message}. */
    static Map<String, Object> message(String room, String text) {
        return Map.of(
                "id", "1",
                "clientId", "claimed",
                "clientName", "claimed",
                "roomName", room,
                "messageType", "text",
                "message", text,
                "timestamp", "2026-01-31T12:00:00Z");
    }

    /** An envelope of the plain protocol, with fields beside the two that each has. */
    static String envelope(String event, Map<String, ?> data, Map<String, ?> more) {
        Map<String, Object> envelope = new LinkedHashMap<>(Map.of("event", event, "data", data));
        envelope.putAll(more);
        return json(envelope);
    }

    static String json(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }
}

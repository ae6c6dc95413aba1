package dev.rooms.kit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a client sends as data (CONTRACT §1). */
public final class Payloads {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Payloads() {}

    /** Asks for a room. */
    public static String room(String name) {
        return JSON.createObjectNode().put("roomName", name).toString();
    }

    /** Asks for a room by its older name. */
    public static String resource(String name) {
        return JSON.createObjectNode().put("resourceId", name).toString();
    }

    /** A message to a room. */
    public static String message(String room, String text) {
        return messageNode(room, text).toString();
    }

    /** A message to a room that its sender wants back. */
    public static String messageForAll(String room, String text) {
        return messageNode(room, text).put("replyToSender", true).toString();
    }

    /** A message, to be changed. */
    public static ObjectNode messageNode(String room, String text) {
        return JSON.createObjectNode()
                .put("id", "m-1")
                .put("clientId", "claimed-id")
                .put("clientName", "Claimed Name")
                .put("roomName", room)
                .put("messageType", "text")
                .put("message", text)
                .put("timestamp", "2026-01-31T12:00:00Z");
    }

    /** An update of the older kind, to a room. */
    public static String update(String room, String text) {
        return JSON.createObjectNode()
                .put("id", "u-1")
                .put("feature", "board")
                .put("subFeature", "card")
                .put("resourceId", room)
                .put("message", text)
                .toString();
    }

    /** A JSON string of that text. */
    public static String string(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}

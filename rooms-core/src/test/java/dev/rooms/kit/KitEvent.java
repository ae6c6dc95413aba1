package dev.rooms.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An event as a client got it.
 *
 * @param text the message, whole and untouched
 * @param name the event's name
 * @param data its data; missing when there was none
 * @param ackId what it answers; missing when it answers nothing in particular
 */
public record KitEvent(String text, String name, JsonNode data, JsonNode ackId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static KitEvent parse(String text) {
        try {
            JsonNode envelope = JSON.readTree(text);
            return new KitEvent(text, envelope.path("event").asText(), envelope.path("data"), envelope.path("ackId"));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("the server sent what is no JSON: " + text, malformed);
        }
    }

    /** A field of the data, as text. */
    public String field(String name) {
        return data.path(name).asText();
    }

    /** The fields that an {@code error} names, in order. */
    public List<String> wrongFields() {
        return StreamSupport.stream(data.path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    @Override
    public String toString() {
        return text.length() > 500 ? text.substring(0, 500) + "..." : text;
    }
}

package dev.rooms.cluster;

import dev.rooms.Json;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An event that is serialised already.
 *
 * @param name the event's name
 * @param values its data, one value as a rule
 * @param attachments its binary data, which placeholders in the values stand for
 */
public record Event(String name, List<Json> values, List<ByteBuffer> attachments) {
    public Event {
        values = List.copyOf(values);
        attachments = List.copyOf(attachments);
    }

    /** An event with one value, without binary data. */
    public Event(String name, String json) {
        this(name, List.of(new Json(json)), List.of());
    }
}

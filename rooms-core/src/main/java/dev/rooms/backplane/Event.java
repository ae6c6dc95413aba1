package dev.rooms.backplane;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An event that is serialised already.
 *
 * @param name the event's name
 * @param values its data as JSON texts, one as a rule
 * @param attachments its binary data, which placeholders in the values stand for
 */
public record Event(String name, List<String> values, List<ByteBuffer> attachments) {
    public Event {
        values = List.copyOf(values);
        attachments = List.copyOf(attachments);
    }

    /** An event with one value, without binary data. */
    public Event(String name, String json) {
        this(name, List.of(json), List.of());
    }
}

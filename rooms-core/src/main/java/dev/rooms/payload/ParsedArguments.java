package dev.rooms.payload;

import dev.rooms.Json;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What an event or an acknowledgement from a client carries.
 *
 * @param values the values, each as it was written and as a tree
 * @param attachments the binary data that placeholders in the values stand for
 */
public record ParsedArguments(List<Parsed> values, List<ByteBuffer> attachments) {
    /** No values. */
    public static final ParsedArguments NONE = new ParsedArguments(List.of(), List.of());

    public ParsedArguments {
        values = List.copyOf(values);
        attachments = List.copyOf(attachments);
    }

    /** One value without binary data. */
    public static ParsedArguments of(Parsed value) {
        return new ParsedArguments(List.of(value), List.of());
    }

    /** The first value's text; JSON's null when there is none. */
    public Json first() {
        return values.isEmpty() ? Json.NULL : values.get(0).json();
    }
}

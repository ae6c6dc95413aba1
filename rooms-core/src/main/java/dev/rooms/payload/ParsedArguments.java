package dev.rooms.payload;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a client sent with one event or acknowledgement.
 *
 * @param values its arguments; binary data in them is a placeholder whose number was checked
 * @param attachments the binary data, in the order of the placeholders' numbers; not to be changed
 */
public record ParsedArguments(List<Parsed> values, List<ByteBuffer> attachments) {
    /** No arguments. */
    public static final ParsedArguments NONE = new ParsedArguments(List.of(), List.of());

    public ParsedArguments {
        values = List.copyOf(values);
        attachments = List.copyOf(attachments);
    }

    /** One argument without binary data. */
    public static ParsedArguments of(Parsed value) {
        return new ParsedArguments(List.of(value), List.of());
    }
}

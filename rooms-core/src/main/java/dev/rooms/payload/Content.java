package dev.rooms.payload;

import dev.rooms.Json;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What an event or an acknowledgement carries, serialised: ready to be put into frames.
 *
 * @param values the values; binary data in them is a placeholder, as Socket.IO has it
 * @param attachments the binary data, in the order of the placeholders' numbers; not to be changed
 */
public record Content(List<Json> values, List<ByteBuffer> attachments) {
    public Content {
        values = List.copyOf(values);
        attachments = List.copyOf(attachments);
    }

    /** One value without binary data. */
    public static Content of(Json value) {
        return new Content(List.of(value), List.of());
    }
}

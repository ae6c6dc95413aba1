package dev.rooms;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * JSON text that is ready to be sent: it is put into frames as it stands, inside of other data too, without being parsed
 * again.
 *
 * <p>What a client sent arrives so in {@link Incoming#json()}, with the order of its fields, its blanks and its escapes
 * as they were. Whoever makes one answers for its being well-formed: nothing checks it on the way out.
 *
 * @param text one JSON value
 */
public record Json(@JsonValue @JsonRawValue String text) {
    /** JSON's {@code null}. */
    public static final Json NULL = new Json("null");

    @Override
    public String toString() {
        return text;
    }
}

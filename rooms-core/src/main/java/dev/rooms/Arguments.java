package dev.rooms;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Several values of one event or acknowledgement, in the order in which Socket.IO passes them as arguments.
 *
 * <p>To send: {@code client.emit("point", Arguments.of(3, 4))}. To receive: {@code rooms.on("point", Arguments.class,
 * (client, point) -> ...)}. Plain JSON clients get them as one array, unless it is exactly one value. Immutable.
 *
 * @param values what Jackson can serialise; in what came from a client, each is {@link Json}
 * @param attachments the binary data of what came from a client: where the n-th belongs, the values have
 *     {@code {"_placeholder":true,"num":n}}. Empty in what is made by {@link #of}, where {@code byte[]} and
 *     {@link ByteBuffer} stand in the values themselves
 */
public record Arguments(List<?> values, List<ByteBuffer> attachments) {
    /** No values. */
    public static final Arguments NONE = new Arguments(List.of(), List.of());

    public Arguments {
        values = List.copyOf(values);
        attachments = attachments.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /** Values to be sent; {@link Json#NULL} stands for JSON's null. */
    public static Arguments of(Object... values) {
        return new Arguments(List.of(values), List.of());
    }

    /** How many values there are. */
    public int size() {
        return values.size();
    }

    /**
     * One of the values as JSON, counted from 0.
     *
     * @throws IllegalStateException when it didn't come from a client and so isn't JSON yet
     */
    public Json json(int index) {
        if (values.get(index) instanceof Json json) {
            return json;
        }
        throw new IllegalStateException("the value " + index + " is a "
                + values.get(index).getClass().getName() + "; only what came from a client is JSON already");
    }
}

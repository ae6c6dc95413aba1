package dev.rooms.cluster;

import dev.rooms.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads what {@link WireWriter} wrote. Whatever else it is given it refuses with {@link MalformedMessage}, before it takes much
 * memory for it: an octet may stand for an item that takes many. Not thread-safe.
 */
final class WireReader {
    private static final int MAX_NUMBER_OCTETS = 9;
    /** What an item of a list takes in memory beside its octets, in bytes. */
    private static final int PER_ITEM = 64;
    /** What the items of any message may take so; those of a long one twice as much as it has octets in addition. */
    private static final long FOR_ITEMS = 16L << 20;

    private final byte[] bytes;
    private final int from;
    private final int end;
    private int position;
    private long items;

    WireReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.from = from;
        this.position = from;
        this.end = end;
    }

    /** About how much memory what was read until now takes, in bytes. */
    long memory() {
        return position - from + items * PER_ITEM;
    }

    int position() {
        return position;
    }

    int octet() {
        if (position >= end) {
            throw new MalformedMessage("it ends too early");
        }
        return bytes[position++] & 0xff;
    }

    /** The next octet, which is still to be read; -1 at the end. */
    int peek() {
        return position < end ? bytes[position] & 0xff : -1;
    }

    boolean flag() {
        int value = octet();
        if (value > 1) {
            throw new MalformedMessage("a flag is " + value);
        }
        return value == 1;
    }

    long number() {
        long value = 0;
        for (int i = 0; i < MAX_NUMBER_OCTETS; i++) {
            int octet = octet();
            value |= (octet & 0x7fL) << (7 * i);
            if (octet < 0x80) {
                return value;
            }
        }
        throw new MalformedMessage("a number is too long");
    }

    int smallNumber() {
        long value = number();
        if (value > Integer.MAX_VALUE) {
            throw new MalformedMessage("a number is too large");
        }
        return (int) value;
    }

    long bits() {
        return ByteBuffer.wrap(bytes, skip(Long.BYTES), Long.BYTES).getLong();
    }

    NodeId node() {
        int from = skip(NodeId.BYTES);
        ByteBuffer id = ByteBuffer.wrap(bytes, from, NodeId.BYTES);
        return new NodeId(id.getLong(), id.getLong());
    }

    private int skip(int length) {
        if (length > end - position) {
            throw new MalformedMessage("it ends too early");
        }
        int from = position;
        position += length;
        return from;
    }

    String text() {
        int length = smallNumber();
        if (length == 0) {
            // So that a message full of nothing takes no more memory than it has bytes.
            return "";
        }
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    Optional<String> optional() {
        return all(WireReader::text).stream().findFirst();
    }

    ByteBuffer block() {
        int length = smallNumber();
        return ByteBuffer.wrap(bytes, skip(length), length).slice().asReadOnlyBuffer();
    }

    <T> List<T> all(Function<WireReader, T> read) {
        int size = smallNumber();
        // Each takes an octet at least, so a size that lies is found out before any memory is taken for it.
        if (size > end - position) {
            throw new MalformedMessage("it ends too early");
        }
        items += size;
        if (items * PER_ITEM > FOR_ITEMS + 2L * (end - from)) {
            throw new MalformedMessage("it has " + items + " items in " + (end - from) + " octets, which is too many");
        }
        List<T> all = new ArrayList<>(Math.min(size, 1_000));
        for (int i = 0; i < size; i++) {
            all.add(read.apply(this));
        }
        return all;
    }

    Set<String> texts() {
        return new HashSet<>(all(WireReader::text));
    }

    List<Json> values() {
        return all(reader -> new Json(reader.text()));
    }

    List<ByteBuffer> blocks() {
        return all(WireReader::block);
    }

    /** That nothing is left: what goes on after its end isn't what it seems. */
    void finish() {
        if (position != end) {
            throw new MalformedMessage("there is more than there should be");
        }
    }
}

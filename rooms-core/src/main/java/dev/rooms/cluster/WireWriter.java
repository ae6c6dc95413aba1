package dev.rooms.cluster;

import dev.rooms.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes a message's fields one after the other; see docs/clustering.md for the format. Not thread-safe. */
final class WireWriter {
    private byte[] bytes;
    private int size;

    WireWriter() {
        this(256);
    }

    WireWriter(int capacity) {
        bytes = new byte[capacity];
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    WireWriter octet(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    WireWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /** A number that isn't negative: seven bits an octet, the lowest first, the eighth says that more follow. */
    WireWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return octet((int) rest);
    }

    /** Any number, in eight octets. */
    WireWriter bits(long value) {
        ensure(Long.BYTES);
        ByteBuffer.wrap(bytes, size, Long.BYTES).putLong(value);
        size += Long.BYTES;
        return this;
    }

    WireWriter node(NodeId id) {
        ensure(NodeId.BYTES);
        ByteBuffer.wrap(bytes, size, NodeId.BYTES).putLong(id.high()).putLong(id.low());
        size += NodeId.BYTES;
        return this;
    }

    WireWriter text(String text) {
        return block(text.getBytes(StandardCharsets.UTF_8));
    }

    WireWriter optional(Optional<String> text) {
        return texts(text.map(List::of).orElse(List.of()));
    }

    /** A block with its length. */
    WireWriter block(byte[] block) {
        return number(block.length).raw(block);
    }

    WireWriter block(ByteBuffer block) {
        ByteBuffer source = block.duplicate();
        int length = source.remaining();
        number(length);
        ensure(length);
        source.get(bytes, size, length);
        size += length;
        return this;
    }

    /** Bytes without a length. */
    WireWriter raw(byte[] some) {
        ensure(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
        return this;
    }

    <T> WireWriter all(Collection<T> items, BiConsumer<WireWriter, T> write) {
        number(items.size());
        items.forEach(item -> write.accept(this, item));
        return this;
    }

    WireWriter texts(Collection<String> texts) {
        return all(texts, WireWriter::text);
    }

    WireWriter values(Collection<Json> values) {
        return all(values, (wire, json) -> wire.text(json.text()));
    }

    WireWriter blocks(Collection<ByteBuffer> blocks) {
        return all(blocks, WireWriter::block);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}

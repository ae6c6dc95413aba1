package dev.rooms.redis;

import io.lettuce.core.codec.RedisCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Channels have a prefix in Redis, and none here; messages are bytes that stay as they are. */
final class PrefixCodec implements RedisCodec<String, byte[]> {
    private final String prefix;

    PrefixCodec(String prefix) {
        this.prefix = prefix + ":";
    }

    @Override
    public ByteBuffer encodeKey(String channel) {
        return ByteBuffer.wrap((prefix + channel).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String decodeKey(ByteBuffer bytes) {
        byte[] name = decodeValue(bytes);
        return new String(name, prefix.length(), name.length - prefix.length(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public ByteBuffer encodeValue(byte[] message) {
        return ByteBuffer.wrap(message);
    }

    @Override
    public byte[] decodeValue(ByteBuffer bytes) {
        byte[] message = new byte[bytes.remaining()];
        bytes.get(message);
        return message;
    }
}

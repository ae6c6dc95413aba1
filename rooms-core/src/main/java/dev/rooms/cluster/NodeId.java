package dev.rooms.cluster;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/** A server, or whoever else publishes, for as long as its process lives: 128 random bits. */
record NodeId(long high, long low) {
    static final int BYTES = 16;

    static NodeId random() {
        SecureRandom random = new SecureRandom();
        return new NodeId(random.nextLong(), random.nextLong());
    }

    /** As it stands in a channel's name: 22 letters, digits, dashes and underscores. */
    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

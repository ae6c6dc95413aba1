package dev.rooms.cluster;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A server, or whoever else publishes, for as long as its process lives: 128 random bits. */
public record NodeId(long high, long low) {
    /** How many characters one has as text. */
    public static final int CHARACTERS = 22;

    static final int BYTES = 16;

    static NodeId random() {
        SecureRandom random = new SecureRandom();
        return new NodeId(random.nextLong(), random.nextLong());
    }

    /** The one that such a text stands for; empty when it stands for none. */
    public static Optional<NodeId> parse(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            NodeId id = new NodeId(bytes.getLong(), bytes.getLong());
            // The last character has bits to spare, so several texts would stand for one.
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    /** As it stands in a channel's name: 22 letters, digits, dashes and underscores. */
    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

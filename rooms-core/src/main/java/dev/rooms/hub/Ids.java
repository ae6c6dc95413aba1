package dev.rooms.hub;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes client ids: 144 random bits in 24 URL-safe characters. Thread-safe. */
final class Ids {
    private static final int BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}

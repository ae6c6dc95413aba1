package dev.rooms.hub;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids of clients and sessions: 144 random bits in 24 URL-safe characters. Thread-safe. */
public final class Ids {
    private static final int BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    /** A generator. */
    public Ids() {}

    /** The next id. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}

package dev.rooms;

import java.util.Optional;

/** What the name of a room or a client may be. */
final class Names {
    private Names() {}

    /** What is wrong with a name, as the end of a sentence that begins with its field; empty when nothing is. */
    static Optional<String> flaw(String name, int maxLength) {
        if (name.isBlank()) {
            return Optional.of("must not be blank");
        }
        int length = name.codePointCount(0, name.length());
        if (length > maxLength) {
            return Optional.of("must be at most " + maxLength + " characters long, but has " + length);
        }
        boolean unprintable = name.codePoints()
                .anyMatch(c ->
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        return unprintable
                ? Optional.of("must be free of control characters and of half surrogate pairs")
                : Optional.empty();
    }
}

package dev.rooms.example.settings;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param name its name as an environment variable, such as {@code ROOMS_PORT}
 * @param format how it is written
 * @param defaultText what it is when nobody sets it, as one would write it
 * @param description what it is for, in a few words
 * @param <T> the type of its value
 */
public record Setting<T>(String name, Format<T> format, String defaultText, String description) {

    /** Its name in a properties file and as a system property, such as {@code rooms.port}. */
    public String property() {
        int prefix = Settings.PREFIX.length();
        return "rooms." + name.substring(prefix).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    T defaultValue() {
        return format.read(defaultText)
                .orElseThrow(() -> new IllegalStateException(name + " has a default that can't be read"));
    }
}

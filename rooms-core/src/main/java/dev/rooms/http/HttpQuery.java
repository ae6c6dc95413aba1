package dev.rooms.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query of a URL, the same for every adapter. */
public final class HttpQuery {
    private HttpQuery() {}

    /**
     * The parameters of a raw query, in the order of their first occurrence. A parameter without {@code =} has the empty
     * string for a value; one whose escapes are broken is taken as it was written.
     *
     * @param rawQuery what stands after the question mark; null when there is none
     */
    public static Map<String, List<String>> parse(@Nullable String rawQuery) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (rawQuery == null) {
            return parameters;
        }
        for (String part : rawQuery.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), key -> new ArrayList<>(1))
                        .add(decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return encoded;
        }
    }
}

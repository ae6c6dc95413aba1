package dev.rooms.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How something that the server needs is doing, as {@code /health} tells it (the shape of @nestjs/terminus).
 *
 * @param isUp whether it works
 * @param details more about it, such as a response time; Jackson serialises it
 */
public record Health(boolean isUp, Map<String, Object> details) {

    public Health {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** It works. */
    public static Health up() {
        return up(Map.of());
    }

    /** It works, and there is more to tell. */
    public static Health up(Map<String, Object> details) {
        return new Health(true, details);
    }

    /** It doesn't work, and why, for a person. */
    public static Health down(String message) {
        return new Health(false, Map.of("message", message));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", isUp ? "up" : "down");
        details.forEach(json::putIfAbsent);
        return json;
    }
}

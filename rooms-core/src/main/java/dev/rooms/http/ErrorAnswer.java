package dev.rooms.http;

import dev.rooms.message.FieldError;
import java.util.List;
import java.util.Map;

/**
 * What is said about a request that failed (CONTRACT §4).
 *
 * @param statusCode the status
 * @param error the status in words
 * @param message what was wrong, for a person; one text for each field that was
 * @param errors every field that was wrong; empty when it isn't about fields
 */
record ErrorAnswer(int statusCode, String error, List<String> message, List<FieldError> errors) {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(411, "Length Required"),
            Map.entry(413, "Payload Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"));

    static ErrorAnswer of(int status, String message, List<FieldError> errors) {
        return new ErrorAnswer(
                status,
                REASONS.getOrDefault(status, status < 500 ? "Bad Request" : "Internal Server Error"),
                errors.isEmpty()
                        ? List.of(message)
                        : errors.stream().map(FieldError::message).toList(),
                errors);
    }
}

package dev.rooms.http;

import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import java.util.List;
import java.util.Map;

/** Ends the handling of a request with an error answer. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    Refusal(int status, String message) {
        this(status, message, List.of(), Map.of());
    }

    Refusal(int status, String message, List<FieldError> errors, Map<String, String> headers) {
        // Part of normal work, as RefusedException is: no stack trace.
        super(message, null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    static Refusal of(RefusedException refused) {
        return new Refusal(400, refused.getMessage(), refused.errors(), Map.of());
    }

    static Refusal ofField(String field, String flaw) {
        return of(RefusedException.ofField(field, flaw));
    }

    Refusal withHeader(String name, String value) {
        return new Refusal(status, getMessage(), errors, Map.of(name, value));
    }

    int status() {
        return status;
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

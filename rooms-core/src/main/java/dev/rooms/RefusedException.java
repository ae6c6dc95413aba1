package dev.rooms;

import dev.rooms.message.FieldError;
import java.util.List;

/**
 * Says to a client that what it asked for isn't done, and why. Its message reaches the client, in an {@code error} event
 * or a failed acknowledgement; so it must tell a person what was wrong and what is allowed, and no secrets.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> errors;

    /** A refusal that isn't about single fields. */
    public RefusedException(String message) {
        this(message, List.of());
    }

    /** A refusal that names every field that was wrong. */
    public RefusedException(String message, List<FieldError> errors) {
        // Part of normal work, thrown for every bad input: the stack trace would cost more than the answer.
        super(message, null, false, false);
        this.errors = List.copyOf(errors);
    }

    /** A refusal because of one field; {@code flaw} goes on where the field's name ends: "must not be blank". */
    public static RefusedException ofField(String field, String flaw) {
        FieldError error = new FieldError(field, field + " " + flaw);
        return new RefusedException(error.message(), List.of(error));
    }

    /** What was wrong, field by field; empty when it isn't about fields. */
    public List<FieldError> errors() {
        return errors;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

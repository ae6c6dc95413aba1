package dev.rooms.payload;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;

/** Says in a person's words what a field should have been. */
final class Expectation {
    private Expectation() {}

    static String ofObject() {
        return "an object";
    }

    static String of(Class<?> type, Exception wrong) {
        // The mismatch may lie deeper than the field that was read.
        return wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? of(mismatch.getTargetType())
                : of(type);
    }

    private static String of(Class<?> type) {
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "an ISO-8601 instant, such as 2026-01-31T12:00:00Z";
        }
        if (type == float.class || type == double.class || type == Float.class || type == Double.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number that fits into " + type.getSimpleName();
        }
        if (type == byte[].class || ByteBuffer.class.isAssignableFrom(type)) {
            return "binary data, or a base64 string";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type.isEnum()) {
            return "one of " + java.util.Arrays.toString(type.getEnumConstants());
        }
        return ofObject();
    }
}

package dev.rooms.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import java.util.List;

/** Reads JSON as clients' data is read. */
final class Reading {
    static final Payloads PAYLOADS = new Payloads(Validation.find());

    private Reading() {}

    static <T> T read(String json, Class<T> type) {
        return PAYLOADS.read(PAYLOADS.parse(json), type);
    }

    /** What is wrong with JSON that must be refused. */
    static List<FieldError> errors(String json, Class<?> type) {
        try {
            throw new AssertionError(json + " was read as " + read(json, type));
        } catch (RefusedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(refused.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.message()).startsWith(error.field() + " "));
            return refused.errors();
        }
    }

    /** The names of the fields that are wrong in JSON that must be refused. */
    static List<String> fields(String json, Class<?> type) {
        return errors(json, type).stream().map(FieldError::field).toList();
    }
}

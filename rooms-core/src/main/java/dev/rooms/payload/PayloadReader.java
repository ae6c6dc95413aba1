package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads payloads of one type.
 *
 * <p>Jackson stops at the first field that is wrong, and a client wants to hear of all. So a payload is read as a whole
 * first, as nearly all are good; only one that isn't is gone through field by field.
 */
final class PayloadReader<T> {
    private final ObjectMapper mapper;
    private final Validator validator;
    private final Class<T> type;

    PayloadReader(ObjectMapper mapper, Validator validator, Class<T> type) {
        this.mapper = mapper;
        this.validator = validator;
        this.type = type;
    }

    /** Whether a type is one of the embedder's or of ours, with fields of its own. */
    static boolean hasFields(JavaType type) {
        return !type.isPrimitive()
                && !type.isContainerType()
                && !type.isEnumType()
                && !type.getRawClass().getName().startsWith("java.")
                && !type.isTypeOrSubTypeOf(JsonNode.class);
    }

    T read(JsonNode tree) {
        T value;
        try {
            value = mapper.treeToValue(tree, type);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw refused(new Inspection(mapper, validator).errors(type, tree));
        }
        if (value == null) {
            throw refused(List.of(new FieldError("data", "data is required")));
        }
        List<FieldError> violations = violations(value);
        if (!violations.isEmpty()) {
            throw refused(violations);
        }
        return value;
    }

    private List<FieldError> violations(T value) {
        List<FieldError> errors = new ArrayList<>();
        validator.validate(value).forEach(violation -> {
            String field = violation.getPropertyPath().toString();
            String name = field.isEmpty() ? "data" : field;
            errors.add(new FieldError(name, name + " " + violation.getMessage()));
        });
        errors.sort(Comparator.comparing(FieldError::field).thenComparing(FieldError::message));
        return errors;
    }

    private static RefusedException refused(List<FieldError> errors) {
        return new RefusedException(
                errors.size() == 1
                        ? errors.get(0).message()
                        : errors.size() + " fields are wrong: "
                                + String.join(
                                        ", ",
                                        errors.stream().map(FieldError::field).toList()),
                errors);
    }
}

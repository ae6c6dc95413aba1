package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private final boolean isObject;
    private final Map<String, JavaType> fields = new LinkedHashMap<>();

    PayloadReader(ObjectMapper mapper, Validator validator, Class<T> type) {
        this.mapper = mapper;
        this.validator = validator;
        this.type = type;
        JavaType javaType = mapper.constructType(type);
        BeanDescription bean = mapper.getDeserializationConfig().introspect(javaType);
        this.isObject = !type.isPrimitive()
                && !javaType.isContainerType()
                && !type.getName().startsWith("java.")
                && !type.isEnum()
                && !JsonNode.class.isAssignableFrom(type);
        if (isObject) {
            for (BeanPropertyDefinition property : bean.findProperties()) {
                if (property.couldDeserialize()) {
                    fields.put(property.getName(), property.getPrimaryType());
                }
            }
        }
    }

    T read(JsonNode tree) {
        if (isObject && !tree.isObject()) {
            throw refused(List.of(new FieldError("data", "data must be " + Expectation.ofObject())));
        }
        T value;
        try {
            value = mapper.treeToValue(tree, type);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw refused(isObject ? allErrors((ObjectNode) tree, wrong) : List.of(errorOf("data", type, wrong)));
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

    private List<FieldError> allErrors(ObjectNode tree, Exception first) {
        Map<String, FieldError> errors = new TreeMap<>();
        ObjectNode good = mapper.createObjectNode();
        tree.properties().forEach(field -> {
            JavaType fieldType = fields.get(field.getKey());
            if (fieldType == null) {
                add(errors, new FieldError(field.getKey(), field.getKey() + " is not a field that is known here"));
                return;
            }
            try {
                mapper.readerFor(fieldType).readValue(field.getValue());
                good.set(field.getKey(), field.getValue());
            } catch (IOException | IllegalArgumentException wrong) {
                add(errors, errorOf(field.getKey(), fieldType.getRawClass(), wrong));
            }
        });
        try {
            // What is missing or blank shows only on a whole value, made of the fields that could be read.
            violations(mapper.treeToValue(good, type)).stream()
                    .filter(violation -> !errors.containsKey(violation.field()))
                    .toList()
                    .forEach(violation -> add(errors, violation));
        } catch (JsonProcessingException | RuntimeException notWithoutTheOthers) {
            if (errors.isEmpty()) {
                add(errors, errorOf("data", type, first));
            }
        }
        return List.copyOf(errors.values());
    }

    private static void add(Map<String, FieldError> errors, FieldError error) {
        errors.putIfAbsent(error.field(), error);
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

    private static FieldError errorOf(String field, Class<?> type, Exception wrong) {
        StringBuilder path = new StringBuilder(field);
        if (wrong instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else {
                    path.append('.').append(step.getFieldName());
                }
            }
        }
        return new FieldError(path.toString(), path + " must be " + Expectation.of(type, wrong));
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

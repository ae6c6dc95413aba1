package dev.rooms.payload;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.rooms.message.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one payload that couldn't be read as its type, and finds every field that is wrong.
 *
 * <p>It follows the type and the JSON side by side. What is an object in both is gone through field by field, lists and
 * maps element by element, and all else is read alone. Constraints are asked field by field too, as there is no whole
 * object to validate.
 */
final class Inspection {
    private final ObjectMapper mapper;
    private final Validator validator;
    private final Map<String, FieldError> errors = new TreeMap<>();

    Inspection(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** Every field that is wrong, in the order of their names; never empty when the payload can't be read as the type. */
    List<FieldError> errors(Class<?> type, JsonNode tree) {
        inspect("", mapper.constructType(type), tree);
        return List.copyOf(errors.values());
    }

    /** The value, if nothing in it is wrong. */
    private @Nullable Object inspect(String path, JavaType type, JsonNode node) {
        int before = errors.size();
        if (node.isArray() && (type.isCollectionLikeType() || type.isArrayType())) {
            for (int i = 0; i < node.size(); i++) {
                inspect(path + "[" + i + "]", type.getContentType(), node.get(i));
            }
        } else if (node.isObject() && type.isMapLikeType()) {
            node.properties()
                    .forEach(entry -> inspect(below(path, entry.getKey()), type.getContentType(), entry.getValue()));
        } else if (node.isObject()) {
            inspectFields(path, type, node);
        }
        return errors.size() == before ? read(path, type, node) : null;
    }

    private void inspectFields(String path, JavaType type, JsonNode node) {
        Map<String, BeanPropertyDefinition> fields = fields(type);
        if (fields.isEmpty()) {
            return;
        }
        node.properties().forEach(field -> {
            String name = below(path, field.getKey());
            BeanPropertyDefinition property = fields.remove(field.getKey());
            if (property == null) {
                add(name, "is not a field that is known here");
                return;
            }
            int before = errors.size();
            Object value = inspect(name, property.getPrimaryType(), field.getValue());
            if (errors.size() == before) {
                validate(path, type, property, value);
            }
        });
        // Those that are left are missing.
        fields.values().forEach(property -> {
            if (property.getPrimaryType().isPrimitive() && property.hasConstructorParameter()) {
                add(below(path, property.getName()), "is required");
            } else {
                validate(path, type, property, null);
            }
        });
    }

    private Map<String, BeanPropertyDefinition> fields(JavaType type) {
        Map<String, BeanPropertyDefinition> fields = new LinkedHashMap<>();
        if (PayloadReader.hasFields(type)) {
            for (BeanPropertyDefinition property :
                    mapper.getDeserializationConfig().introspect(type).findProperties()) {
                if (property.couldDeserialize()) {
                    fields.put(property.getName(), property);
                }
            }
        }
        return fields;
    }

    private @Nullable Object read(String path, JavaType type, JsonNode node) {
        try {
            return mapper.readerFor(type).readValue(node);
        } catch (IOException | IllegalArgumentException wrong) {
            Throwable cause = wrong.getCause();
            if (wrong instanceof ValueInstantiationException && cause instanceof IllegalArgumentException) {
                // The type's own word on values that it doesn't take.
                add(path, "is refused: " + cause.getMessage());
            } else {
                add(path + pathIn(wrong), "must be " + Expectation.of(type.getRawClass(), wrong));
            }
            return null;
        }
    }

    /** Where in a value that is read as a whole the fault lies. */
    private static String pathIn(Exception wrong) {
        StringBuilder path = new StringBuilder();
        if (wrong instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else {
                    path.append('.').append(step.getFieldName());
                }
            }
        }
        return path.toString();
    }

    private void validate(String path, JavaType type, BeanPropertyDefinition property, @Nullable Object value) {
        Set<? extends ConstraintViolation<?>> violations;
        try {
            violations = validator.validateValue(type.getRawClass(), property.getInternalName(), value);
        } catch (IllegalArgumentException unknownToTheValidator) {
            return;
        }
        violations.stream()
                .map(ConstraintViolation::getMessage)
                .sorted()
                .findFirst()
                .ifPresent(message -> add(below(path, property.getName()), message));
    }

    private void add(String path, String flaw) {
        String field = path.isEmpty() ? "data" : path;
        errors.putIfAbsent(field, new FieldError(field, field + " " + flaw));
    }

    private static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}

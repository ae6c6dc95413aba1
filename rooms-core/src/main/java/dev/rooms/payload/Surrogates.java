package dev.rooms.payload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.message.FieldError;
import java.util.List;

/** Finds text with half a surrogate pair: no UTF-8 can carry it to other clients as it was. */
final class Surrogates {
    private Surrogates() {}

    static void collectLone(JsonNode node, String path, List<FieldError> errors) {
        if (node.isTextual()) {
            if (hasLone(node.textValue())) {
                errors.add(wrong(path));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collectLone(node.get(i), path + "[" + i + "]", errors);
            }
        } else {
            node.properties().forEach(field -> {
                if (hasLone(field.getKey())) {
                    errors.add(wrong(path));
                }
                collectLone(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), errors);
            });
        }
    }

    static boolean hasLone(String text) {
        // codePoints() joins pairs, so what is still a surrogate then has lost its other half.
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static FieldError wrong(String path) {
        String field = path.isEmpty() ? "data" : path;
        return new FieldError(field, field + " must not contain half a surrogate pair");
    }
}

package dev.rooms.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What stands in JSON where binary data belongs: {@code {"_placeholder":true,"num":n}} for the n-th attachment
 * (Socket.IO v5, "Packet encoding": "Binary event").
 *
 * <p>Every object with that flag is one, whatever else it has, as JavaScript's clients see it so. Trees are as deep as
 * the limits of reading allow, so recursion is safe.
 */
public final class Placeholders {
    static final String FLAG = "_placeholder";
    static final String NUMBER = "num";

    private Placeholders() {}

    /** Whether each placeholder in a value has the number of one of so many attachments. */
    public static boolean fit(JsonNode tree, int attachments) {
        if (isPlaceholder(tree)) {
            return number(tree, attachments) >= 0;
        }
        for (JsonNode child : tree) {
            if (!fit(child, attachments)) {
                return false;
            }
        }
        return true;
    }

    /** A copy with the attachments in place of the placeholders, all of which fit. */
    static JsonNode filled(JsonNode tree, List<ByteBuffer> attachments) {
        if (isPlaceholder(tree)) {
            return BinaryNode.valueOf(bytes(attachments.get(number(tree, attachments.size()))));
        }
        if (tree instanceof ObjectNode object) {
            ObjectNode filled = object.objectNode();
            object.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), attachments)));
            return filled;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode filled = array.arrayNode(array.size());
            array.forEach(element -> filled.add(filled(element, attachments)));
            return filled;
        }
        return tree;
    }

    /** Whether a text may hold one at all; an escape may hide the flag's name. */
    static boolean mayBeIn(String json) {
        return json.contains(FLAG) || json.contains("\\u");
    }

    private static boolean isPlaceholder(JsonNode node) {
        return node.isObject() && node.path(FLAG).isBoolean() && node.path(FLAG).booleanValue();
    }

    /** The number, if it is one of those attachments'; else -1. */
    private static int number(JsonNode placeholder, int attachments) {
        JsonNode number = placeholder.path(NUMBER);
        // 0, 0.0 and 0e0 are the same number where a placeholder is made.
        double value = number.isNumber() ? number.doubleValue() : -1;
        return value >= 0 && value < attachments && value == Math.rint(value) ? (int) value : -1;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

package dev.rooms.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that another server gets as they are here, type and all: texts, booleans, {@code int}, {@code long} and
 * {@code double} numbers, and lists and maps by text of these, not too deep.
 */
public final class Portable {
    /** Lists and maps in each other: beyond, reading them might take more stack than there is. */
    private static final int MAX_DEPTH = 32;

    private static final int TEXT = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int INT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int LIST = 7;
    private static final int MAP = 8;

    private Portable() {}

    /** Whether a value is one of these. */
    public static boolean is(@Nullable Object value) {
        return is(value, 0);
    }

    private static boolean is(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(item -> is(item, depth + 1));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(entry -> entry.getKey() instanceof String && is(entry.getValue(), depth + 1));
        }
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double;
    }

    static void write(WireWriter wire, Object value) {
        if (value instanceof String text) {
            wire.octet(TEXT).text(text);
        } else if (value instanceof Boolean flag) {
            wire.octet(flag ? TRUE : FALSE);
        } else if (value instanceof Integer number) {
            wire.octet(INT).bits(number);
        } else if (value instanceof Long number) {
            wire.octet(LONG).bits(number);
        } else if (value instanceof Double number) {
            wire.octet(DOUBLE).bits(Double.doubleToRawLongBits(number));
        } else if (value instanceof List<?> list) {
            wire.octet(LIST).all(list, (to, item) -> write(to, item));
        } else if (value instanceof Map<?, ?> map) {
            wire.octet(MAP).all(map.entrySet(), (to, entry) -> {
                to.text((String) entry.getKey());
                write(to, entry.getValue());
            });
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " can't be sent to another server");
        }
    }

    static Object read(WireReader wire) {
        return read(wire, 0);
    }

    private static Object read(WireReader wire, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedMessage("a value is too deep");
        }
        int kind = wire.octet();
        return switch (kind) {
            case TEXT -> wire.text();
            case FALSE -> false;
            case TRUE -> true;
            case INT -> Math.toIntExact(intBits(wire));
            case LONG -> wire.bits();
            case DOUBLE -> Double.longBitsToDouble(wire.bits());
            case LIST -> new ArrayList<>(wire.all(from -> read(from, depth + 1)));
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                wire.all(from -> map.put(from.text(), read(from, depth + 1)) == null);
                yield map;
            }
            default -> throw new MalformedMessage("there is no value of kind " + kind);
        };
    }

    private static long intBits(WireReader wire) {
        long bits = wire.bits();
        if (bits != (int) bits) {
            throw new MalformedMessage("a number is too large");
        }
        return bits;
    }
}

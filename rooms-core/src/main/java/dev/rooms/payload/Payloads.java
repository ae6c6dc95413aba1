package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.rooms.Arguments;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Reads and writes payloads. Thread-safe. */
public final class Payloads {
    private static final Pattern LOCATION = Pattern.compile("\\[Source: .*?(line: \\d+, column: \\d+)]");

    private final ObjectMapper mapper;
    private final Validator validator;
    private final ContentWriter contents;
    private final Map<Class<?>, PayloadReader<?>> readers = new ConcurrentHashMap<>();

    /** Reads strictly, and validates with this validator. */
    public Payloads(Validator validator) {
        this.mapper = StrictMapper.create();
        this.validator = validator;
        this.contents = new ContentWriter(mapper);
    }

    /** Reads one value where a parser stands, and leaves what follows to whoever parses on. */
    public ObjectReader valueReader() {
        return mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Makes parsers with the limits that all input is read with. */
    public JsonFactory parsers() {
        return mapper.getFactory();
    }

    /**
     * Serialises data, with binary data as base64; {@link Json} is taken as it is.
     *
     * @throws IllegalArgumentException when Jackson can't serialise it
     */
    public Json write(Object data) {
        if (data instanceof Json json) {
            return json;
        }
        return contents.write(data);
    }

    /**
     * Serialises data for clients, with its binary data apart: {@code byte[]} and {@link java.nio.ByteBuffer}, wherever
     * they are, become attachments. {@link Arguments} are several values, and {@link Json} is taken as it is.
     *
     * @throws IllegalArgumentException when Jackson can't serialise it, or when a placeholder that it brings along has no
     *     attachment
     */
    public Content content(Object data) {
        return contents.content(data);
    }

    /** Content as one JSON value, for clients that know one alone: an array unless it is one; binary data as base64. */
    public String plainText(Content content) {
        return contents.plainText(content);
    }

    /**
     * Parses one JSON value.
     *
     * @throws RefusedException when it is malformed, too deep, or has a key twice
     */
    public Parsed parse(String text) {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                throw new RefusedException("JSON is expected, but there is none");
            }
            return new Parsed(new Json(text.strip()), tree);
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        }
    }

    /** Whether JSON failed to be read for what we don't take of what is JSON all the same. */
    public static boolean isOverLimits(JsonProcessingException failed) {
        return failed instanceof StreamConstraintsException
                || failed.getOriginalMessage().startsWith("Duplicate field");
    }

    /** Says what is wrong with JSON, without quoting all of it back. */
    public static RefusedException malformed(JsonProcessingException malformed) {
        if (malformed instanceof StreamConstraintsException) {
            return new RefusedException("JSON is over a limit: it may be " + StrictMapper.LIMITS);
        }
        // Where something began, Jackson names with words about its own settings.
        String what = LOCATION.matcher(malformed.getOriginalMessage()).replaceAll("$1");
        return new RefusedException("malformed JSON: " + (what.length() > 200 ? what.substring(0, 200) + "..." : what));
    }

    /**
     * Reads a payload as a type, and validates it.
     *
     * @throws RefusedException that names every offending field
     */
    public <T> T read(Parsed payload, Class<T> type) {
        return read(ParsedArguments.of(payload), type);
    }

    /**
     * Reads arguments as a type, and validates it. {@link Arguments} takes them all, any other type takes one, which is
     * JSON's null when there is none. Binary data goes where the type has {@code byte[]} or {@link java.nio.ByteBuffer}.
     *
     * @throws RefusedException that names every offending field, or says that there are too many arguments
     */
    public <T> T read(ParsedArguments arguments, Class<T> type) {
        if (type == Arguments.class) {
            List<Json> values = arguments.values().stream().map(Parsed::json).toList();
            return type.cast(new Arguments(values, arguments.attachments()));
        }
        Parsed payload = sole(arguments);
        if (type == Json.class) {
            if (arguments.attachments().isEmpty()) {
                return type.cast(payload.json());
            }
            throw new RefusedException("this takes no binary data");
        }
        @SuppressWarnings("unchecked") // each reader is filed under its own type
        PayloadReader<T> reader =
                (PayloadReader<T>) readers.computeIfAbsent(type, key -> new PayloadReader<>(mapper, validator, key));
        JsonNode tree = arguments.attachments().isEmpty()
                ? payload.tree()
                : Placeholders.filled(payload.tree(), arguments.attachments());
        List<FieldError> lone = loneSurrogates(payload);
        if (lone.isEmpty()) {
            return reader.read(tree);
        }
        throw new RefusedException("data has text that is no Unicode", withOthers(lone, reader, tree));
    }

    private static Parsed sole(ParsedArguments arguments) {
        List<Parsed> values = arguments.values();
        return switch (values.size()) {
            case 0 -> new Parsed(Json.NULL, NullNode.instance);
            case 1 -> values.get(0);
            default -> throw new RefusedException("this takes one argument, but " + values.size() + " came");
        };
    }

    private static List<FieldError> loneSurrogates(Parsed payload) {
        List<FieldError> errors = new ArrayList<>(0);
        // A surrogate without its other half can only have come as an escape: UTF-8 has no way to write it.
        if (payload.json().text().contains("\\u")) {
            Surrogates.collectLone(payload.tree(), "", errors);
        }
        return errors;
    }

    /** All that is wrong beside the surrogates as well, once for each field. */
    private static List<FieldError> withOthers(List<FieldError> lone, PayloadReader<?> reader, JsonNode tree) {
        Map<String, FieldError> errors = new TreeMap<>();
        lone.forEach(error -> errors.putIfAbsent(error.field(), error));
        try {
            reader.read(tree);
        } catch (RefusedException more) {
            more.errors().forEach(error -> errors.putIfAbsent(error.field(), error));
        }
        return List.copyOf(errors.values());
    }
}

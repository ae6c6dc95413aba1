package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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
    private final Map<Class<?>, PayloadReader<?>> readers = new ConcurrentHashMap<>();

    /** Reads strictly, and validates with this validator. */
    public Payloads(Validator validator) {
        this.mapper = StrictMapper.create();
        this.validator = validator;
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
     * Serialises data; {@link Json} is taken as it is.
     *
     * @throws IllegalArgumentException when Jackson can't serialise it
     */
    public Json write(Object data) {
        if (data instanceof Json json) {
            return json;
        }
        try {
            return new Json(mapper.writeValueAsString(data));
        } catch (JsonProcessingException | StackOverflowError unserialisable) {
            throw new IllegalArgumentException(
                    "data of " + data.getClass().getName() + " can't be serialised to JSON: "
                            + (unserialisable instanceof JsonProcessingException json
                                    ? json.getOriginalMessage()
                                    : "it refers to itself"),
                    unserialisable);
        }
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
        if (type == Json.class) {
            return type.cast(payload.json());
        }
        @SuppressWarnings("unchecked") // each reader is filed under its own type
        PayloadReader<T> reader =
                (PayloadReader<T>) readers.computeIfAbsent(type, key -> new PayloadReader<>(mapper, validator, key));
        List<FieldError> lone = loneSurrogates(payload);
        if (lone.isEmpty()) {
            return reader.read(payload.tree());
        }
        throw new RefusedException("data has text that is no Unicode", withOthers(lone, reader, payload));
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
    private static List<FieldError> withOthers(List<FieldError> lone, PayloadReader<?> reader, Parsed payload) {
        Map<String, FieldError> errors = new TreeMap<>();
        lone.forEach(error -> errors.putIfAbsent(error.field(), error));
        try {
            reader.read(payload.tree());
        } catch (RefusedException more) {
            more.errors().forEach(error -> errors.putIfAbsent(error.field(), error));
        }
        return List.copyOf(errors.values());
    }
}

package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.rooms.Arguments;
import dev.rooms.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Serialises what is sent to clients, with its binary data apart. Thread-safe. */
public final class ContentWriter {
    private final ObjectMapper mapper;

    /** A writer for who reads nothing. */
    public ContentWriter() {
        this(StrictMapper.create());
    }

    ContentWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** See {@link Payloads#content}. */
    public Content content(Object data) {
        if (data instanceof Json json) {
            return Content.of(json);
        }
        Arguments arguments = data instanceof Arguments several ? several : Arguments.of(data);
        List<ByteBuffer> attachments = new ArrayList<>(arguments.attachments());
        List<Json> values = new ArrayList<>(arguments.size());
        for (Object value : arguments.values()) {
            values.add(value instanceof Json json ? json : write(value, attachments));
        }
        if (!attachments.isEmpty()) {
            // Reading clients break off at a placeholder without its attachment, and its author may be another client.
            values.forEach(value -> requireFitting(value, attachments.size()));
        }
        return new Content(values, attachments);
    }

    String plainText(Content content) {
        List<Json> values = content.values();
        if (values.size() == 1) {
            return plainText(values.get(0), content.attachments());
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(plainText(values.get(i), content.attachments()));
        }
        return text.append(']').toString();
    }

    /** JSON of any data, its binary data as base64. */
    Json write(Object data) {
        try {
            return new Json(mapper.writeValueAsString(data));
        } catch (JsonProcessingException | StackOverflowError unserialisable) {
            throw unserialisable(data, unserialisable);
        }
    }

    private Json write(Object data, List<ByteBuffer> attachments) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new BinaryGenerator(mapper.createGenerator(text), attachments)) {
            mapper.writeValue(generator, data);
        } catch (JsonProcessingException | StackOverflowError unserialisable) {
            throw unserialisable(data, unserialisable);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a String can't fail to be written", impossible);
        }
        return new Json(text.toString());
    }

    private String plainText(Json value, List<ByteBuffer> attachments) {
        String text = value.text();
        if (attachments.isEmpty() || !Placeholders.mayBeIn(text)) {
            return text;
        }
        ObjectWriter writer = mapper.writer();
        if (text.contains("\\u")) {
            // Half a surrogate pair is an escape or it is nothing.
            writer = writer.with(JsonWriteFeature.ESCAPE_NON_ASCII);
        }
        try {
            return writer.writeValueAsString(Placeholders.filled(tree(value), attachments));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("JSON that was read can't be written", impossible);
        }
    }

    private void requireFitting(Json value, int attachments) {
        if (Placeholders.mayBeIn(value.text()) && !Placeholders.fit(tree(value), attachments)) {
            throw new IllegalArgumentException("the data has a placeholder for binary data that isn't there; with "
                    + attachments + " attachments, \"num\" must be a whole number from 0 to " + (attachments - 1));
        }
    }

    private JsonNode tree(Json value) {
        try {
            return mapper.readTree(value.text());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "data to be sent with binary data: "
                            + Payloads.malformed(malformed).getMessage(),
                    malformed);
        }
    }

    private static IllegalArgumentException unserialisable(Object data, Throwable why) {
        return new IllegalArgumentException(
                "data of " + data.getClass().getName() + " can't be serialised to JSON: "
                        + (why instanceof JsonProcessingException json
                                ? json.getOriginalMessage()
                                : "it refers to itself"),
                why);
    }
}

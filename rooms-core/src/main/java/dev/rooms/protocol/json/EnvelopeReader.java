package dev.rooms.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import dev.rooms.payload.Parsed;
import dev.rooms.payload.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain envelopes, once over the text: {@code data} is kept both as a tree, to be validated, and as the piece of
 * text that it was, to be forwarded untouched.
 */
final class EnvelopeReader {
    private static final int MAX_ACK_ID_LENGTH = 256;
    private static final String SHAPE =
            "an envelope is {\"event\": string, \"data\": any, \"ackId\": string or integer}";

    private final JsonFactory parsers;
    private final ObjectReader values;

    EnvelopeReader(Payloads payloads) {
        this.parsers = payloads.parsers();
        this.values = payloads.valueReader();
    }

    /** Reads one envelope, or throws what is wrong with it. */
    Envelope read(String text) {
        try (JsonParser parser = parsers.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RefusedException("not an envelope; " + SHAPE);
            }
            Envelope envelope = new Reading(parser, text).envelope();
            if (parser.nextToken() != null) {
                throw new RefusedException("there is more after the envelope; " + SHAPE);
            }
            return envelope;
        } catch (JsonProcessingException malformed) {
            throw Payloads.malformed(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a String can't fail to be read", impossible);
        }
    }

    /** One envelope on its way in. */
    private final class Reading {
        private final JsonParser parser;
        private final String text;
        private final List<FieldError> errors = new ArrayList<>(0);
        private @Nullable String event;
        private @Nullable Parsed data;
        private @Nullable Json ackId;

        Reading(JsonParser parser, String text) {
            this.parser = parser;
            this.text = text;
        }

        Envelope envelope() throws IOException {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                switch (field) {
                    case "event" -> event = event();
                    case "data" -> data = data();
                    case "ackId" -> ackId = ackId();
                    default -> {
                        parser.skipChildren();
                        errors.add(new FieldError(field, field + " is not a field of an envelope"));
                    }
                }
            }
            if (event == null
                    && errors.stream().noneMatch(error -> error.field().equals("event"))) {
                errors.add(new FieldError("event", "event is required"));
            }
            if (!errors.isEmpty() || event == null) {
                throw new RefusedException("not an envelope; " + SHAPE, errors);
            }
            return new Envelope(event, data == null ? new Parsed(Json.NULL, NullNode.instance) : data, ackId);
        }

        private @Nullable String event() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING
                    && !parser.getText().isBlank()) {
                return parser.getText();
            }
            parser.skipChildren();
            errors.add(new FieldError("event", "event must be a string that is not blank"));
            return null;
        }

        private Parsed data() throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            JsonNode tree = values.readTree(parser);
            return new Parsed(textFrom(start), tree);
        }

        /** What was read since there, as it was written. */
        private Json textFrom(int start) {
            return new Json(text.substring(start, (int) parser.currentLocation().getCharOffset()));
        }

        private @Nullable Json ackId() throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            boolean known = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
            if (known && parser.getText().length() <= MAX_ACK_ID_LENGTH) {
                return textFrom((int) parser.currentTokenLocation().getCharOffset());
            }
            parser.skipChildren();
            errors.add(new FieldError(
                    "ackId", "ackId must be a string or an integer of at most " + MAX_ACK_ID_LENGTH + " characters"));
            return null;
        }
    }
}

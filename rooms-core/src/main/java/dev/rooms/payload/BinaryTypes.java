package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps binary data and text apart, where Jackson takes one for the other. */
final class BinaryTypes {
    private static final Set<JsonToken> BINARY = EnumSet.of(JsonToken.VALUE_EMBEDDED_OBJECT, JsonToken.VALUE_STRING);

    private BinaryTypes() {}

    static Module module() {
        return new SimpleModule("rooms-binary-types")
                .addSerializer(ByteBuffer.class, new BufferWriter())
                .addDeserializer(byte[].class, new TokenReader<>(byte[].class, BINARY, JsonParser::getBinaryValue))
                .addDeserializer(
                        ByteBuffer.class,
                        new TokenReader<>(ByteBuffer.class, BINARY, parser -> ByteBuffer.wrap(parser.getBinaryValue())))
                .addDeserializer(
                        String.class,
                        new TokenReader<>(String.class, EnumSet.of(JsonToken.VALUE_STRING), JsonParser::getText));
    }

    /** Writes what remains of a buffer; Jackson would write some kinds from their start. */
    private static final class BufferWriter extends JsonSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer buffer, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            generator.writeBinary(bytes);
        }
    }

    /** How a value is taken from where a parser stands. */
    private interface Taking<T> {
        T from(JsonParser parser) throws IOException;
    }

    /**
     * Reads a type from few kinds of tokens alone. Jackson would make text of binary data, binary data of a list of
     * numbers, and fail with a NullPointerException where a buffer should be and an object is.
     */
    private static final class TokenReader<T> extends JsonDeserializer<T> {
        private final Class<T> type;
        private final Set<JsonToken> tokens;
        private final Taking<T> taking;

        TokenReader(Class<T> type, Set<JsonToken> tokens, Taking<T> taking) {
            this.type = type;
            this.tokens = tokens;
            this.taking = taking;
        }

        @Override
        @SuppressWarnings("unchecked") // what the context answers with is of the type that it is asked for
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return tokens.contains(parser.currentToken())
                    ? taking.from(parser)
                    : (T) context.handleUnexpectedToken(type, parser);
        }
    }
}

package dev.rooms.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads floating-point numbers from numbers that fit alone. Jackson takes the texts "NaN" and "Infinity" for numbers
 * whatever its settings, and makes infinity of what is too large; either would slip through a handler's
 * {@code price < 0}.
 */
final class FiniteNumbers<N extends Number> extends JsonDeserializer<N> {
    private final Class<N> type;
    private final DoubleFunction<N> narrow;

    private FiniteNumbers(Class<N> type, DoubleFunction<N> narrow) {
        this.type = type;
        this.narrow = narrow;
    }

    static Module module() {
        return new SimpleModule("rooms-finite-numbers")
                .addDeserializer(double.class, new FiniteNumbers<>(double.class, Double::valueOf))
                .addDeserializer(Double.class, new FiniteNumbers<>(Double.class, Double::valueOf))
                .addDeserializer(float.class, new FiniteNumbers<>(float.class, value -> (float) value))
                .addDeserializer(Float.class, new FiniteNumbers<>(Float.class, value -> (float) value));
    }

    @Override
    @SuppressWarnings("unchecked") // what the context answers with is of the type that it is asked for
    public @Nullable N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return (N) context.handleUnexpectedToken(type, parser);
        }
        N value = narrow.apply(parser.getDoubleValue());
        return Double.isFinite(value.doubleValue())
                ? value
                : (N) context.handleWeirdNumberValue(type, value, "it doesn't fit");
    }

    @Override
    public @Nullable N getNullValue(DeserializationContext context) throws JsonMappingException {
        return type.isPrimitive() ? context.reportInputMismatch(type, "null is no %s", type) : null;
    }
}

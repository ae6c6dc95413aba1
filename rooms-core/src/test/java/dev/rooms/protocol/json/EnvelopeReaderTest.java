package dev.rooms.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Json;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import org.junit.jupiter.api.Test;

class EnvelopeReaderTest {
    private final EnvelopeReader reader = new EnvelopeReader(new Payloads(Validation.find()));

    @Test
    void dataIsKeptAsItWasWritten() {
        String data = "{ \"b\":1.50,\"a\" : [true, {\"x\":\"h\\u00e9 }\"}] }";

        Envelope envelope = reader.read("{\"ackId\":7, \"data\":" + data + " ,\"event\":\"typing\"}");

        assertThat(envelope.event()).isEqualTo("typing");
        assertThat(envelope.data().json()).isEqualTo(new Json(data));
        assertThat(envelope.data().tree().at("/a/1/x").textValue()).isEqualTo("hé }");
        assertThat(envelope.ackId()).isEqualTo(new Json("7"));
    }
}

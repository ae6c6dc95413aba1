package dev.rooms.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Json;
import dev.rooms.transport.Handshake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptHandshakeTest {

    @ParameterizedTest
    @EnumSource
    void aHandshakeIsWhatItWas(Handshake.Kind kind) {
        Handshake handshake = new Handshake(
                kind,
                "/socket.io/",
                Map.of("EIO", List.of("4"), "clientName", List.of("Adä 😀", ""), "none", List.of()),
                Map.of(
                        "host",
                        List.of("localhost"),
                        "cookie",
                        List.of("a=1", "b=2"),
                        "x",
                        List.of("\0\u00ff"),
                        "forwarded",
                        List.of("for=::1")),
                "127.0.0.1",
                new Json("{\"token\":\"1\"}"));
        assertThat(KeptHandshake.of(handshake).handshake()).isEqualTo(handshake);
    }

    @Test
    void anEmptyOneIsKeptToo() {
        Handshake handshake = new Handshake(Handshake.Kind.WEBSOCKET, "", Map.of(), Map.of(), "");
        assertThat(KeptHandshake.of(handshake).handshake()).isEqualTo(handshake);
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 129, 255, 256, 16_383, 16_384, 100_000, 3_000_000})
    void textsOfAnyLengthAreKeptWhole(int length) {
        Handshake handshake = new Handshake(
                Handshake.Kind.WEBSOCKET,
                "/",
                Map.of(),
                Map.of("cookie", List.of("x".repeat(length), "ü😀".repeat(length / 3), "end")),
                "::1");
        assertThat(KeptHandshake.of(handshake).handshake()).isEqualTo(handshake);
    }
}

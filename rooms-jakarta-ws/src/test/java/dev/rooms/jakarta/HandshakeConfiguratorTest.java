package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Rooms;
import dev.rooms.jakarta.container.Containers;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the answer to a handshake finds its connection, and only its own. */
class HandshakeConfiguratorTest {
    private final AtomicReference<String> address = new AtomicReference<>();
    private final AtomicReference<Map<String, List<String>>> query = new AtomicReference<>();
    private @Nullable String rawQuery;
    private final Rooms rooms = Rooms.builder()
            .authenticator(handshake -> {
                address.set(handshake.remoteAddress());
                query.set(handshake.query());
                return handshake.header("x-user").map(Verdict::of).orElseGet(() -> Verdict.forbidden("nobody"));
            })
            .build();
    private final HandshakeConfigurator configurator = new HandshakeConfigurator(
            new Entrance(rooms.reception(), "/ws", Containers.find(), rooms.executor(), Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        rooms.close();
    }

    private void handshake(Map<String, Object> userProperties, String... users) {
        HandshakeRequest request = (HandshakeRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HandshakeRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    // Open Liberty's, for a UTF-8 name.
                    case "getParameterMap" -> Map.of("clientName", List.of("\u00c3\u0085sa"));
                    case "getQueryString" -> rawQuery;
                    case "getHeaders" -> users.length == 0 ? Map.of() : Map.of("X-User", List.of(users));
                    default -> null;
                });
        ServerEndpointConfig config = (ServerEndpointConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServerEndpointConfig.class},
                (self, method, arguments) -> userProperties);
        configurator.modifyHandshake(config, request, null);
    }

    /** A session whose properties were copied from those of its handshake at this moment. */
    private Admission open(Map<String, Object> userProperties) {
        FakeSession container = new FakeSession();
        container.userProperties.putAll(userProperties);
        return configurator.admissionOf(container.session());
    }

    @Test
    void aConnectionFindsTheAnswerToItsOwnHandshake() {
        Map<String, Object> adas = new HashMap<>();
        Map<String, Object> nobodys = new HashMap<>();
        handshake(adas, "ada");
        handshake(nobodys);

        assertThat(open(nobodys)).isInstanceOf(Admission.Refused.class);
        assertThat(open(adas)).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void anAnswerIsGoodForOneConnection() {
        Map<String, Object> adas = new HashMap<>();
        handshake(adas, "ada");
        open(adas);

        assertThat(open(adas)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aConnectionWithoutAnAnswerIsRefused() {
        assertThat(open(Map.of()))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(CloseReason.INTERNAL_ERROR));
    }

    @Test
    void whereUserPropertiesAreSharedNobodyIsTakenForAnother() {
        Map<String, Object> shared = new HashMap<>();

        handshake(shared, "ada");
        handshake(shared);

        assertThat(open(shared)).as("of whichever of the two").isInstanceOf(Admission.Refused.class);
        assertThat(open(shared)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void whereUserPropertiesAreSharedTheSecondIsNotTakenForTheFirst() {
        Map<String, Object> shared = new HashMap<>();
        handshake(shared, "ada");
        assertThat(open(shared)).isInstanceOf(Admission.Granted.class);

        handshake(shared, "eve");

        assertThat(open(shared)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void thePeersAddressIsKnownWhereTheContainerTellsIt() throws Exception {
        handshake(
                new HashMap<>(Map.of(
                        "jakarta.websocket.endpoint.remoteAddress",
                        new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 1, 2, 3}), 4567))),
                "ada");
        assertThat(address).hasValue("10.1.2.3");

        handshake(new HashMap<>(), "ada");
        assertThat(address).hasValue("");
    }

    @Test
    void theQueryIsReadAsUtf8WhateverTheContainerMakesOfIt() {
        rawQuery = "clientName=%C3%85sa&EIO=4";
        handshake(new HashMap<>(), "ada");
        assertThat(query).hasValue(Map.of("clientName", List.of("\u00c5sa"), "EIO", List.of("4")));

        rawQuery = null;
        handshake(new HashMap<>(), "ada");
        assertThat(query).hasValue(Map.of());
    }
}

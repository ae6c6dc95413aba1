package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.kit.TransportContract.Server;
import java.util.concurrent.Callable;

/** What cases of Socket.IO v5 need beyond an Engine.IO endpoint. */
abstract class SocketIoCases extends EngineCases {
    private static final ObjectMapper JSON = new ObjectMapper();

    SocketIoCases(Callable<Server> starter, String path) {
        super(starter, path);
    }

    /** A WebSocket that has joined {@code /}, and whose next frame is news. */
    EngineWire connect() throws Exception {
        return joined(endpoint().openWire());
    }

    /** One that answers no ping, and so lives for one interval and one time-out. */
    EngineWire connectSilently() throws Exception {
        return joined(endpoint().openSilentWire());
    }

    private static EngineWire joined(EngineWire wire) throws Exception {
        wire.send("40");
        assertConnected(wire.next(), "40");
        assertThat(wire.next()).isEqualTo("42[\"auth\",{}]");
        return wire;
    }

    /** That a packet tells of a connected namespace: what it begins with, and exactly a {@code sid}. */
    static void assertConnected(String packet, String begin) throws Exception {
        assertThat(packet).startsWith(begin + "{");
        JsonNode data = JSON.readTree(packet.substring(begin.length()));
        assertThat(data.fieldNames()).toIterable().containsExactly("sid");
        assertThat(data.path("sid").isTextual()).as("%s", packet).isTrue();
        assertThat(data.path("sid").asText()).isNotEmpty();
    }

    /** That the next frame is the answer to a message of just now. */
    static void assertServed(EngineWire wire) throws Exception {
        wire.send("42[\"message\",\"served?\"]");
        assertThat(wire.next()).isEqualTo("42[\"message-back\",\"served?\"]");
    }
}

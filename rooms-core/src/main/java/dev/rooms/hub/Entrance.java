package dev.rooms.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.RefusedException;
import dev.rooms.protocol.Packet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way into a namespace for one client whose protocol greets it.
 *
 * @param hub the namespace
 * @param link the client's way out
 * @param greeting makes what it receives first
 */
public record Entrance(Hub hub, Link link, Greeting greeting) {

    /** Says welcome. */
    @FunctionalInterface
    public interface Greeting {
        /**
         * What a client receives first.
         *
         * @param clientId its id
         * @param pid the secret that it may come back with; empty when it can't
         */
        Packet of(String clientId, Optional<String> pid);
    }

    /**
     * Takes a client in: as who it was, with what it missed, where it asks for that and can have it.
     *
     * @param before gets the client before anything is sent to it
     */
    public void enter(FrontDesk.Welcome welcome, Consumer<Guest> before) {
        Optional<RecoveryLog> recovery = hub.recovery();
        if (recovery.isEmpty()) {
            ConnectedClient client = new ConnectedClient(hub, welcome.identity(), link);
            before.accept(client);
            client.send(greeting.of(client.id(), Optional.empty()));
            hub.begin(client, welcome.handshake());
        } else {
            // Nothing may be sent to the namespace between what the client missed and what it receives from here on.
            recovery.get().alone(log -> enter(welcome, before, log));
        }
    }

    private void enter(FrontDesk.Welcome welcome, Consumer<Guest> before, RecoveryLog log) {
        JsonNode auth = hub.payloads().parse(welcome.handshake().auth().text()).tree();
        Optional<String> pid = text(auth, "pid");
        Optional<RecoveryLog.Comeback> comeback = pid.flatMap(known ->
                log.claim(hub, known, text(auth, "offset"), welcome.identity().principal()));
        Identity identity = comeback.map(back -> recovered(back.identity(), welcome.identity()))
                .orElse(welcome.identity());
        ConnectedClient client = new ConnectedClient(hub, identity, link);
        before.accept(client);
        client.send(greeting.of(client.id(), Optional.of(log.arrived(client, comeback))));
        comeback.ifPresent(back -> {
            back.missed().forEach(client::send);
            hub.know(client);
            back.rooms().forEach(room -> joinAgain(client, room));
        });
        hub.begin(client, welcome.handshake());
    }

    private static Optional<String> text(JsonNode auth, String field) {
        return Optional.ofNullable(auth.path(field).textValue());
    }

    private static Identity recovered(Identity earlier, Identity now) {
        @Nullable ConcurrentMap<String, Object> attributes = earlier.attributes();
        if (now.attributes() != null && !now.attributes().isEmpty()) {
            attributes = attributes == null ? new ConcurrentHashMap<>(4) : attributes;
            attributes.putAll(now.attributes());
        }
        return new Identity(earlier.id(), earlier.name(), earlier.principal(), attributes, true);
    }

    private static void joinAgain(ConnectedClient client, String room) {
        try {
            client.join(room);
        } catch (RefusedException goneAgain) {
            // Its connection was lost a second time; it finds the room when it comes back.
        }
    }
}

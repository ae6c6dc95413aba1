package dev.rooms.hub;

import dev.rooms.RefusedException;
import dev.rooms.cluster.Reply.HandedOver;
import dev.rooms.protocol.Packet;
import dev.rooms.transport.CloseReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The way into a namespace for one client whose protocol greets it.
 *
 * @param hub the namespace
 * @param link the client's way out
 * @param greeting makes what it receives first
 */
public record Entrance(Hub hub, Link link, Greeting greeting) {
    private static final Logger LOG = System.getLogger(Entrance.class.getName());

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

    /** Who wants to enter, as the protocol that brings it knows it. */
    public interface Visitor {
        /** Whether its connection is still there. */
        boolean isThere();

        /** It is let in, and nothing was sent to it yet. */
        void admitted(Guest client);

        /** It is in. */
        void entered();
    }

    /**
     * Takes a client in: as who it was, with what it missed, where it asks for that and can have it. Done on return, unless
     * another server has to be asked first.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // who asks is told nothing but what the client is
    public void enter(FrontDesk.Welcome welcome, Visitor visitor) {
        Optional<RecoveryLog> recovery = hub.recovery();
        if (recovery.isEmpty()) {
            ConnectedClient client = new ConnectedClient(hub, welcome.identity(), link);
            visitor.admitted(client);
            client.send(greeting.of(client.id(), Optional.empty()));
            hub.begin(client, welcome.handshake());
            visitor.entered();
            return;
        }
        RecoveryLog log = recovery.get();
        Optional<Returning> returning = Returning.of(
                hub.payloads().parse(welcome.handshake().auth().text()).tree(),
                welcome.identity().principal());
        Optional<Retrieval.Asked> asked =
                returning.flatMap(client -> hub.retrieval().flatMap(elsewhere -> elsewhere.ask(client)));
        if (asked.isEmpty()) {
            enter(welcome, visitor, log, returning, Optional.empty(), 0);
            return;
        }
        asked.get()
                .answer()
                .thenAccept(handed -> {
                    if (handed.isPresent() || visitor.isThere()) {
                        // Also when the connection has gone meanwhile: the client is this server's now, and comes back.
                        enter(
                                welcome,
                                visitor,
                                log,
                                returning,
                                handed,
                                asked.get().at());
                    }
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.log(
                                Level.WARNING,
                                "A client that came back couldn't be taken in, so it is closed",
                                failure);
                        link.lane().execute(() -> link.closeNow(CloseReason.INTERNAL_ERROR));
                    }
                });
    }

    private void enter(
            FrontDesk.Welcome welcome,
            Visitor visitor,
            RecoveryLog log,
            Optional<Returning> returning,
            Optional<HandedOver> handed,
            long askedAt) {
        // Nothing may be sent to the namespace between what the client missed and what it receives from here on.
        synchronized (log) {
            Optional<Comeback> comeback = returning.flatMap(
                    client -> handed.isPresent() ? takeIn(client, handed.get(), askedAt) : log.claim(hub, client));
            Identity identity = comeback.map(back -> recovered(back.stay().identity(), welcome.identity()))
                    .orElse(welcome.identity());
            ConnectedClient client = new ConnectedClient(hub, identity, link);
            visitor.admitted(client);
            client.send(greeting.of(client.id(), Optional.of(log.arrived(client, comeback))));
            comeback.ifPresent(back -> {
                back.missed().forEach(client::send);
                hub.know(client);
                back.rooms().forEach(room -> joinAgain(log, client, room));
            });
            hub.begin(client, welcome.handshake());
        }
        visitor.entered();
    }

    private Optional<Comeback> takeIn(Returning client, HandedOver handed, long askedAt) {
        return hub.handovers()
                .flatMap(here -> handed.session().flatMap(session -> here.takeIn(client, session, handed, askedAt)));
    }

    private static Identity recovered(Identity earlier, Identity now) {
        @Nullable ConcurrentMap<String, Object> attributes = earlier.attributes();
        if (now.attributes() != null && !now.attributes().isEmpty()) {
            attributes = attributes == null ? new ConcurrentHashMap<>(4) : attributes;
            attributes.putAll(now.attributes());
        }
        return new Identity(earlier.id(), earlier.name(), earlier.principal(), attributes, true);
    }

    private static void joinAgain(RecoveryLog log, ConnectedClient client, String room) {
        try {
            client.join(room);
        } catch (RefusedException fullOrGoneAgain) {
            // If its connection was lost a second time, it finds the room when it comes back.
            if (client.isConnected()) {
                log.left(client, room);
            }
        }
    }
}

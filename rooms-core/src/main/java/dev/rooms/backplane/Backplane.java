package dev.rooms.backplane;

import java.util.concurrent.CompletionStage;

/**
 * Joins this server's rooms with those of other servers.
 *
 * <ul>
 *   <li>Local delivery is never its job: the hub serves this server's clients first, and then publishes.
 *   <li>Order: what one server publishes arrives at each other server in that order.
 *   <li>Delivery: at most once, and never back to the server that published it.
 *   <li>Exclusions are ids, so that they hold on every server.
 *   <li>Blocking: no method blocks. A publication that can't be sent is dropped and counted; nothing is thrown.
 * </ul>
 *
 * Thread-safe; {@link #roomAppeared} and {@link #roomVanished} come in order for each room.
 */
public interface Backplane extends AutoCloseable {

    /** Begins to deliver what other servers publish. Called once, before all others. */
    void start(Receiver receiver);

    /** Hands a publication to the other servers that hold members of its target. */
    void publish(Publication publication);

    /** Hands an event to that client if it is connected to another server; tells whether one has it. */
    CompletionStage<Boolean> send(String namespace, String clientId, Event event);

    /** This server has its first member of that room: publications for it are wanted from now on. */
    void roomAppeared(String namespace, String room);

    /** This server's last member of that room has left: publications for it aren't wanted any more. */
    void roomVanished(String namespace, String room);

    /** Leaves the other servers; nothing is delivered afterwards. Idempotent. */
    @Override
    void close();

    /** This server, as the backplane sees it. Its methods don't block and don't throw. */
    interface Receiver {
        /** Does what another server published to this server's clients. */
        void deliver(Publication publication);

        /** Delivers an event to a client of this server; false when it isn't connected here. */
        boolean deliver(String namespace, String clientId, Event event);
    }
}

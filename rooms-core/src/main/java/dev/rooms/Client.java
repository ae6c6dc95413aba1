package dev.rooms;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;

/**
 * A connected client.
 *
 * <p>Thread-safe; no method blocks. After the client has gone, {@link #isConnected()} is false, {@link #rooms()} is empty,
 * and what is emitted to it is dropped.
 */
public interface Client {

    /** Its id, made by the server: 24 characters, unguessable, URL-safe. */
    String id();

    /** The name that it gave in its handshake, or "anonymous". */
    String name();

    /** Who it is, where an {@link dev.rooms.security.Authenticator} said so. */
    Optional<String> principal();

    /** A place for the embedder's own data about this client, for as long as it is connected. */
    ConcurrentMap<String, Object> attributes();

    /** Whether it lost its connection, and has come back with its id, its rooms and what it missed. */
    boolean isRecovered();

    /** Whether the connection is open. */
    boolean isConnected();

    /**
     * Joins a room, which appears if this is its first member. No effect when it is in the room already.
     *
     * @throws RefusedException when the name is no room's name, the client is in as many rooms as {@link Limits} allow,
     *     or it is no longer connected
     */
    void join(String room);

    /**
     * Leaves a room, which vanishes with its last member.
     *
     * @return false when the client wasn't in it
     */
    boolean leave(String room);

    /** Whether it is in the room now. */
    boolean isIn(String room);

    /** The rooms that it is in, in no order. */
    List<String> rooms();

    /** Everyone in the room but this client. */
    Audience to(String room);

    /**
     * Sends an event to this client alone; see {@link Audience#emit}.
     *
     * @return false when it is no longer connected
     */
    boolean emit(String event, Object data);

    /**
     * Sends an event to this client alone if it would leave at once, and drops it otherwise.
     *
     * @return whether it was sent
     */
    boolean emitVolatile(String event, Object data);

    /**
     * Sends an event to this client alone and waits for its acknowledgement.
     *
     * @param timeout how long to wait
     * @return what it answered; fails with a {@link java.util.concurrent.TimeoutException} when it didn't in time, or has
     *     gone. Completes on a thread that may be blocked
     */
    CompletionStage<Arguments> emitWithAck(String event, Object data, Duration timeout);

    /**
     * Ends it, after what waits to be sent: a plain connection is closed with code 1000, a Socket.IO client leaves this
     * namespace, and keeps its connection for others.
     */
    void disconnect();
}

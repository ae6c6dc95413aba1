package dev.rooms;

import dev.rooms.hub.Hub;
import dev.rooms.registry.RoomRegistry;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A part of a server with clients, rooms and events of its own, which Socket.IO clients connect to by its name
 * ({@code io("http://localhost:3001/chat")}); several may share one connection (Socket.IO v5, "Namespaces").
 *
 * <p>Got from {@link Rooms#namespace}. {@link Rooms} itself is the main one, {@code /}, where plain clients are. Thread-safe.
 */
public final class Namespace {
    /** The acknowledgement of a handler that says nothing itself. */
    static final Json DONE = new Json("{\"success\":true}");

    private final Hub hub;

    Namespace(Hub hub) {
        this.hub = hub;
    }

    /** Its name, which begins with a slash. */
    public String name() {
        return hub.name();
    }

    /**
     * Handles an event. Its data is read as the type: strictly, with Jakarta Validation; what doesn't fit is answered with
     * an {@code error} event that names every offending field.
     *
     * @param type a record or bean, a type that Jackson reads from one JSON value, {@code JsonNode}, {@code byte[]},
     *     {@link Json} for the text unread, or {@link Arguments} for any number of values
     * @throws IllegalStateException when the event has a handler already
     */
    public <T> void on(String event, Class<T> type, EventHandler<T> handler, EventOption... options) {
        on(
                event,
                type,
                (client, data, incoming) -> {
                    handler.handle(client, data);
                    incoming.acknowledge(DONE);
                },
                options);
    }

    /** Handles an event, with its acknowledgement; else like the other {@code on}. */
    public <T> void on(String event, Class<T> type, IncomingHandler<T> handler, EventOption... options) {
        hub.on(EventNames.requireSendable(event), type, handler, options);
    }

    /**
     * Calls this for every event, before its handler if it has one. An event without a handler isn't answered with an
     * {@code error} then.
     */
    public void onAny(AnyListener listener) {
        hub.listeners().addAny(listener);
    }

    /** Asks this about each client before it is let in; in the order in which they were added. */
    public void use(ConnectMiddleware middleware) {
        hub.listeners().addMiddleware(middleware);
    }

    /** Calls this for each new client. */
    public void onConnect(ConnectListener listener) {
        hub.listeners().addConnect(listener);
    }

    /** Calls this for each client that has just ended, with the rooms that it was in. */
    public void onDisconnecting(DisconnectingListener listener) {
        hub.listeners().addDisconnecting(listener);
    }

    /** Calls this for each client that has gone. */
    public void onDisconnect(DisconnectListener listener) {
        hub.listeners().addDisconnect(listener);
    }

    /** The members of a room. */
    public Audience to(String room) {
        return hub.to(room);
    }

    /** Every client of this namespace. */
    public Audience toAll() {
        return hub.toAll();
    }

    /** One client, whichever server it is connected to. */
    public Recipient toClient(String clientId) {
        return hub.toClient(clientId);
    }

    /** A client of this server by its id, if it is connected. */
    public Optional<Client> client(String clientId) {
        return hub.client(clientId);
    }

    /** How many of its clients are connected to this server. */
    public int clientCount() {
        return hub.clientCount();
    }

    /**
     * Rooms with the numbers of their members on all servers, in the order of their names; off the calling thread.
     *
     * @param after only those whose names come after it; {@code ""} for the first page
     * @param limit how many at most
     * @return the page. Its total counts a room once for each server that it has members on
     */
    public CompletionStage<Gathered<Page<RoomSize>>> roomsAfter(String after, int limit) {
        return hub.pages().rooms(after, limit);
    }

    /**
     * Members of a room on all servers, in the order of their ids; off the calling thread.
     *
     * @param after only those whose ids come after it; {@code ""} for the first page
     * @param limit how many at most
     */
    public CompletionStage<Gathered<Page<RoomMember>>> membersAfter(String room, String after, int limit) {
        return hub.pages().members(room, after, limit);
    }

    /** Who is in which room, on this server; to be read. */
    public RoomRegistry<? extends Client> registry() {
        return hub.rooms();
    }
}

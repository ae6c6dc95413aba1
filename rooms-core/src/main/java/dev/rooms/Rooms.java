package dev.rooms;

import dev.rooms.gateway.Gateway;
import dev.rooms.hub.Drain;
import dev.rooms.hub.FrontDesk;
import dev.rooms.hub.Hub;
import dev.rooms.metrics.Measurements;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import dev.rooms.protocol.json.PlainProtocol;
import dev.rooms.registry.RoomRegistry;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import jakarta.validation.Validator;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Rooms for WebSocket clients: the whole of a server but its transport.
 *
 * <pre>{@code
 * Rooms rooms = Rooms.create();
 * rooms.on("typing", Typing.class, (client, typing) -> client.to(typing.room()).emit("typing", typing));
 * rooms.to("lobby").emit("news", Map.of("text", "Hello"));
 * }</pre>
 *
 * <p>Give it to a transport ({@code RoomsServer} of rooms-http-undertow, {@code RoomsEndpoint} of rooms-jakarta-ws), which
 * brings the clients. Close it when the transport is to stop. Thread-safe.
 */
public final class Rooms implements AutoCloseable {
    /** The acknowledgement of a handler that says nothing itself. */
    private static final Json DONE = new Json("{\"success\":true}");

    private final Hub hub;
    private final FrontDesk frontDesk;
    private final OriginPolicy origins;

    Rooms(RoomsBuilder builder) {
        Validator validator = builder.validator().orElseGet(Validation::find);
        Payloads payloads = new Payloads(validator);
        hub = new Hub(builder.limits(), payloads, builder.backplane(), builder.announcements());
        origins = builder.origins();
        frontDesk = new FrontDesk(hub, new PlainProtocol(payloads), builder.authenticator(), origins);
        if (builder.answersContract()) {
            Gateway.open(this, builder.authorizer());
        }
    }

    /** Rooms with the safe defaults. */
    public static Rooms create() {
        return builder().build();
    }

    /** Rooms with settings of one's own. */
    public static RoomsBuilder builder() {
        return new RoomsBuilder();
    }

    /**
     * Handles an event of the embedder's own. Its data is read as the type: strictly, with Jakarta Validation; what
     * doesn't fit is answered with an {@code error} event that names every offending field.
     *
     * @param type a record or bean, a type that Jackson reads from one JSON value, {@code JsonNode}, or {@link Json} for
     *     the text unread
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

    /** Handles an event of the embedder's own, with its acknowledgement; else like the other {@code on}. */
    public <T> void on(String event, Class<T> type, IncomingHandler<T> handler, EventOption... options) {
        hub.on(EventNames.requireSendable(event), type, handler, options);
    }

    /** Calls this for each new client. */
    public void onConnect(ConnectListener listener) {
        hub.listeners().addConnect(listener);
    }

    /** Calls this for each client that has gone. */
    public void onDisconnect(DisconnectListener listener) {
        hub.listeners().addDisconnect(listener);
    }

    /** The members of a room. */
    public Audience to(String room) {
        return hub.to(room);
    }

    /** Every connected client. */
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

    /** How many clients are connected to this server. */
    public int clientCount() {
        return hub.clientCount();
    }

    /** Who is in which room, on this server; to be read. */
    public RoomRegistry<? extends Client> registry() {
        return hub.rooms();
    }

    /**
     * Reads JSON as a type as strictly as events' data is read.
     *
     * @throws RefusedException that names every offending field
     */
    public <T> T read(Json json, Class<T> type) {
        Payloads payloads = hub.payloads();
        return payloads.read(payloads.parse(json.text()), type);
    }

    /**
     * Serialises data as events' data is; {@link Json} is taken as it is.
     *
     * @throws IllegalArgumentException when Jackson can't serialise it
     */
    public Json write(Object data) {
        return hub.payloads().write(data);
    }

    /** What one client, and all of them together, may cost. */
    public Limits limits() {
        return hub.limits();
    }

    /** Which web pages may connect, and read the HTTP API's answers. */
    public OriginPolicy origins() {
        return origins;
    }

    /** What happened so far, in numbers. */
    public Measurements measurements() {
        return hub.measurements();
    }

    /** Where a transport brings its handshakes. */
    public Reception reception() {
        return frontDesk;
    }

    /** Whether {@link #authenticate} asks somebody; if not, it lets everyone in and can't block. */
    public boolean asksWhoCalls() {
        return frontDesk.asksWhoCalls();
    }

    /** Asks the authenticator about a call of the HTTP API; it may block. */
    public Verdict authenticate(Handshake request) {
        return frontDesk.authenticate(request);
    }

    /** Runs what may block, off the I/O threads: on virtual threads where the JVM has them. */
    public Executor executor() {
        return hub.handlers();
    }

    /** Whether new clients are let in: false from {@link #refuseNewClients} or {@link #drain} on. */
    public boolean isReady() {
        return !frontDesk.isClosed();
    }

    /**
     * Lets nobody in any more, for good; those who are in stay, and are served. Call it some time before {@link #drain},
     * which begins with it, where a load balancer must first notice that this server isn't ready. Idempotent.
     */
    public void refuseNewClients() {
        frontDesk.close();
    }

    /**
     * Lets nobody in any more, and closes all connections with 1001 ("Going away"), in batches. Blocks until they are
     * closed, for {@link Limits#drainTimeout()} at most; what is still open then is cut. Nobody is told of those who leave.
     */
    public void drain() {
        refuseNewClients();
        new Drain(hub).run();
    }

    /** Drains, and gives back threads and backplane. Idempotent. */
    @Override
    public void close() {
        drain();
        hub.stop();
    }
}

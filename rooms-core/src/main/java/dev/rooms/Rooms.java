package dev.rooms;

import dev.rooms.engineio.EngineServer;
import dev.rooms.gateway.Gateway;
import dev.rooms.hub.Drain;
import dev.rooms.hub.FrontDesk;
import dev.rooms.hub.Namespaces;
import dev.rooms.hub.Services;
import dev.rooms.metrics.Measurements;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Validation;
import dev.rooms.protocol.json.PlainProtocol;
import dev.rooms.protocol.socketio.SocketIoServer;
import dev.rooms.registry.RoomRegistry;
import dev.rooms.registry.RoomRegistry.RoomSize;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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
    private final Namespaces namespaces;
    private final Namespace main;
    private final FrontDesk frontDesk;
    private final OriginPolicy origins;
    private final EngineServer socketIo;

    Rooms(RoomsBuilder builder) {
        Payloads payloads = new Payloads(builder.validator().orElseGet(Validation::find));
        Services services = Services.start(builder.limits(), payloads, builder.backplane(), builder.clusterSettings());
        namespaces = new Namespaces(services, builder.announcements(), builder.recovery());
        main = new Namespace(namespaces.main());
        origins = builder.origins();
        frontDesk = new FrontDesk(namespaces, new PlainProtocol(payloads), builder.authenticator(), origins);
        socketIo = SocketIoServer.of(namespaces, frontDesk, origins, builder.socketIo());
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
     * A namespace, made if there is none of that name: until then Socket.IO clients can't connect to it.
     *
     * @param name such as {@code /chat}; the slash may be left out
     * @throws IllegalArgumentException when the name has a comma, a question mark, blanks or control characters
     */
    public Namespace namespace(String name) {
        String path = name.startsWith("/") ? name : "/" + name;
        if (path.codePoints().anyMatch(c -> c == ',' || c == '?' || c <= ' ' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("the namespace is '" + name
                    + "'; its name must be free of commas, question marks, blanks and control characters");
        }
        return path.equals(Namespaces.MAIN) ? main : new Namespace(namespaces.get(path));
    }

    // The main namespace, where plain clients are.

    /** Handles an event; see {@link Namespace#on(String, Class, EventHandler, EventOption...)}. */
    public <T> void on(String event, Class<T> type, EventHandler<T> handler, EventOption... options) {
        main.on(event, type, handler, options);
    }

    /** Handles an event; see {@link Namespace#on(String, Class, IncomingHandler, EventOption...)}. */
    public <T> void on(String event, Class<T> type, IncomingHandler<T> handler, EventOption... options) {
        main.on(event, type, handler, options);
    }

    /** Calls this for every event; see {@link Namespace#onAny}. */
    public void onAny(AnyListener listener) {
        main.onAny(listener);
    }

    /** Asks this about each client before it is let in; see {@link Namespace#use}. */
    public void use(ConnectMiddleware middleware) {
        main.use(middleware);
    }

    /** Calls this for each new client. */
    public void onConnect(ConnectListener listener) {
        main.onConnect(listener);
    }

    /** Calls this for each client that has just ended, with the rooms that it was in. */
    public void onDisconnecting(DisconnectingListener listener) {
        main.onDisconnecting(listener);
    }

    /** Calls this for each client that has gone. */
    public void onDisconnect(DisconnectListener listener) {
        main.onDisconnect(listener);
    }

    /** The members of a room. */
    public Audience to(String room) {
        return main.to(room);
    }

    /** Every connected client. */
    public Audience toAll() {
        return main.toAll();
    }

    /** One client, whichever server it is connected to. */
    public Recipient toClient(String clientId) {
        return main.toClient(clientId);
    }

    /** A client of this server by its id, if it is connected. */
    public Optional<Client> client(String clientId) {
        return main.client(clientId);
    }

    /** How many clients of the main namespace are connected to this server. */
    public int clientCount() {
        return main.clientCount();
    }

    /** Who is in which room, on this server; to be read. */
    public RoomRegistry<? extends Client> registry() {
        return main.registry();
    }

    /** Rooms with their sizes, of all servers; see {@link Namespace#roomsAfter}. */
    public CompletionStage<Gathered<Page<RoomSize>>> roomsAfter(String after, int limit) {
        return main.roomsAfter(after, limit);
    }

    /** Members of a room, on all servers; see {@link Namespace#membersAfter}. */
    public CompletionStage<Gathered<Page<RoomMember>>> membersAfter(String room, String after, int limit) {
        return main.membersAfter(room, after, limit);
    }

    // What all namespaces share.

    /** The other servers; empty for rooms without a backplane. */
    public Optional<Cluster> cluster() {
        return namespaces.services().cluster().map(Cluster::new);
    }

    /**
     * Reads JSON as a type as strictly as events' data is read.
     *
     * @throws RefusedException that names every offending field
     */
    public <T> T read(Json json, Class<T> type) {
        Payloads payloads = payloads();
        return payloads.read(payloads.parse(json.text()), type);
    }

    /**
     * Serialises data as events' data is; {@link Json} is taken as it is.
     *
     * @throws IllegalArgumentException when Jackson can't serialise it
     */
    public Json write(Object data) {
        return payloads().write(data);
    }

    private Payloads payloads() {
        return namespaces.services().payloads();
    }

    /** What one client, and all of them together, may cost. */
    public Limits limits() {
        return namespaces.services().limits();
    }

    /** Which web pages may connect, and read the HTTP API's answers. */
    public OriginPolicy origins() {
        return origins;
    }

    /** What happened so far, in numbers. */
    public Measurements measurements() {
        return namespaces.services().measurements();
    }

    /** Where a transport brings the handshakes of plain WebSocket clients. */
    public Reception reception() {
        return frontDesk;
    }

    /** Where a transport brings Socket.IO clients, over WebSocket and by long-polling. */
    public EngineServer socketIo() {
        return socketIo;
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
        return namespaces.services().handlers();
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
        new Drain(namespaces).run();
    }

    /** Drains, and gives back threads and backplane. Idempotent. */
    @Override
    public void close() {
        drain();
        socketIo.close();
        namespaces.stop();
    }
}

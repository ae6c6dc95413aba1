package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Rooms;
import dev.rooms.metrics.Measurements.Counter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ThrowingRunnable;

/**
 * Rooms behind the transport under test, and the clients that connected to it.
 *
 * <p>When it is over, all clients leave, and nothing of them may stay behind: every test of the kit ends with that.
 */
public final class Stage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TransportContract transport;
    private final Rooms rooms;
    private final TransportContract.Server server;
    private final List<KitClient> clients = new CopyOnWriteArrayList<>();
    private final List<RawClient> rawClients = new CopyOnWriteArrayList<>();

    Stage(TransportContract transport, Rooms rooms) throws Exception {
        this.transport = transport;
        this.rooms = rooms;
        this.server = transport.start(rooms);
    }

    public Rooms rooms() {
        return rooms;
    }

    /** Where the plain protocol is spoken. */
    public URI uri() {
        return server.uri();
    }

    /** Where a client of that name connects. */
    public URI uriOf(String clientName) {
        return URI.create(uri() + "?clientName="
                + URLEncoder.encode(clientName, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** Connects a client without a name, and waits for its welcome. */
    public KitClient connect() throws Exception {
        return open(uri()).awaitWelcome();
    }

    /** Connects a client, and waits for its welcome. */
    public KitClient connect(String name) throws Exception {
        return open(uriOf(name)).awaitWelcome();
    }

    /** Connects a client that joins a room. */
    public KitClient member(String room) throws Exception {
        KitClient client = connect();
        client.join(room);
        return client;
    }

    /** Completes a handshake, and waits for nothing after it. */
    public KitClient open(URI uri) throws Exception {
        KitClient client = KitClient.open(transport::open, uri);
        clients.add(client);
        return client;
    }

    /** Opens a connection that has yet to send its handshake. */
    public RawClient dial() throws Exception {
        return kept(RawClient.dial(uri()));
    }

    /** Completes a handshake by hand. */
    public RawClient raw() throws Exception {
        return dial().upgrade();
    }

    private RawClient kept(RawClient client) {
        rawClients.add(client);
        return client;
    }

    /** Waits until something was counted that often. */
    public void awaitCount(Counter counter, long count) {
        until(() ->
                assertThat(rooms.measurements().get(counter)).as("%s", counter).isEqualTo(count));
    }

    /** Proves that the server still serves: a newcomer joins a room and hears its own message. */
    public void assertServes() throws Exception {
        KitClient client = member("still-here");
        client.send("message", Payloads.messageForAll("still-here", "Hello"));
        assertThat(client.next("message-reply").field("message")).isEqualTo("Hello");
        client.close();
        client.awaitClosed();
    }

    /** Waits until as many clients are connected. */
    public void awaitClients(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rooms.clientCount()).isEqualTo(count));
    }

    /** Waits until that holds. */
    static void until(ThrowingRunnable holds) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .untilAsserted(holds);
    }

    /** Lets everyone leave, and checks that nothing stays behind. */
    void end() throws Exception {
        try {
            clients.forEach(KitClient::close);
            rawClients.forEach(RawClient::hangUp);
            until(() -> {
                assertThat(rooms.clientCount()).as("clients left behind").isZero();
                assertThat(rooms.registry().roomCount()).as("rooms left behind").isZero();
                assertThat(rooms.registry().membershipCount())
                        .as("memberships left behind")
                        .isZero();
                assertThat(rooms.registry().everyone().size())
                        .as("members of everyone left behind")
                        .isZero();
                assertThat(rooms.measurements().get(Counter.DISCONNECTED))
                        .as("each client that connected has disconnected once")
                        .isEqualTo(rooms.measurements().get(Counter.CONNECTED));
            });
        } finally {
            rooms.close();
            server.close();
        }
    }
}

package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A well-behaved client of the plain protocol, that keeps all it hears until it is asked.
 *
 * <p>A client hears everything in order, so what it did <em>not</em> hear is proven without waiting: {@link #fence()} asks
 * the server for an answer, and tells what came before that.
 */
public final class KitClient implements KitSocket.Inbox {
    private static final long PATIENCE_SECONDS = 10;
    private static final Set<String> NEWS = Set.of("client-connected", "client-disconnected");

    /** How a connection ended. */
    public record Closed(int code, String reason) {}

    private final BlockingQueue<KitEvent> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final KitSocket socket;
    private String id = "";
    private int fences;

    private KitClient(KitSocket.Opener opener, URI uri) throws Exception {
        this.socket = opener.open(uri, this);
    }

    /** Opens a connection, and waits for nothing that comes after the handshake. */
    static KitClient open(KitSocket.Opener opener, URI uri) throws Exception {
        return new KitClient(opener, uri);
    }

    @Override
    public void text(String text) {
        heard.add(KitEvent.parse(text));
    }

    @Override
    public void closed(int code, String reason) {
        closed.complete(new Closed(code, reason));
    }

    /** Waits for the announcement of this client itself, which must be the first thing that it hears. */
    KitClient awaitWelcome() throws InterruptedException {
        KitEvent welcome = next();
        assertThat(welcome.name()).as("the first event").isEqualTo("client-connected");
        id = welcome.field("clientId");
        return this;
    }

    /** The id that the server gave it. */
    public String id() {
        return id;
    }

    /** Sends a text message. */
    public void say(String text) {
        socket.send(text);
    }

    /** Sends a binary message. */
    public void say(ByteBuffer bytes) {
        socket.send(bytes);
    }

    /** Sends an event. */
    public void send(String event, String data) {
        say("{\"event\":\"" + event + "\",\"data\":" + data + "}");
    }

    /** Sends an event that is to be acknowledged. */
    public void send(String event, String data, String ackId) {
        say("{\"event\":\"" + event + "\",\"data\":" + data + ",\"ackId\":" + ackId + "}");
    }

    /** Joins a room and waits for the acknowledgement. */
    public void join(String room) throws InterruptedException {
        send("join-room", Payloads.room(room));
        KitEvent ack = next("ack");
        assertThat(ack.data().path("success").asBoolean()).as("%s", ack).isTrue();
    }

    /** Leaves a room and waits for the acknowledgement. */
    public void leave(String room) throws InterruptedException {
        send("leave-room", Payloads.room(room));
        next("ack");
    }

    /** The next event, whatever it is. */
    public KitEvent next() throws InterruptedException {
        KitEvent event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an event within " + PATIENCE_SECONDS + " s").isNotNull();
        return event;
    }

    /** The next event but news about clients, which must have this name; or the next news of that name. */
    public KitEvent next(String name) throws InterruptedException {
        KitEvent event = next();
        while (NEWS.contains(event.name()) && !event.name().equals(name)) {
            event = next();
        }
        assertThat(event.name()).as("%s", event).isEqualTo(name);
        return event;
    }

    /** All that it heard, but for news about clients, until the server answered just now. */
    public List<KitEvent> fence() throws InterruptedException {
        String ackId = "fence-" + ++fences;
        send("leave-room", Payloads.room("fence"), "\"" + ackId + "\"");
        List<KitEvent> before = new ArrayList<>();
        for (KitEvent event = next(); !event.ackId().asText().equals(ackId); event = next()) {
            if (!NEWS.contains(event.name())) {
                before.add(event);
            }
        }
        return before;
    }

    /** Sends a text message, and tells all that came of it to this client. */
    public List<KitEvent> answersTo(String text) throws InterruptedException {
        fence();
        say(text);
        return fence();
    }

    /** Sends a text message that must be answered with one {@code error} event and nothing else. */
    public KitEvent errorOf(String text) throws InterruptedException {
        List<KitEvent> answers = answersTo(text);
        assertThat(answers).extracting(KitEvent::name).containsExactly("error");
        assertThat(answers.get(0).field("message"))
                .as("an error says what was wrong")
                .isNotBlank();
        return answers.get(0);
    }

    /** Says goodbye. */
    public void close() {
        socket.close();
    }

    /** Waits for the end of the connection. */
    public Closed awaitClosed() throws InterruptedException {
        try {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException open) {
            throw new AssertionError("the connection is still open after " + PATIENCE_SECONDS + " s", open);
        }
    }

    /** Whether it has not heard of the connection's end. */
    public boolean isOpen() {
        return !closed.isDone();
    }
}

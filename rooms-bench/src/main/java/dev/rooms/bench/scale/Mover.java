package dev.rooms.bench.scale;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A client that is in many rooms of its own, and moves from one to the next: each room that it leaves ends, and each that it
 * joins is new. A few of its requests are under way at any time. Thread-safe.
 */
final class Mover implements WebSocket.Listener, AutoCloseable {
    private static final int UNDER_WAY = 8;

    private final String name;
    private final int rooms;
    private final WebSocket socket;
    private final StringBuilder answer = new StringBuilder();

    // All guarded by this.
    private final Queue<String> joined = new ArrayDeque<>();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable CompletableFuture<Void> resting;
    private boolean moving;
    private boolean leaves;
    private int underWay;
    private int made;
    private long answers;

    /** Connects one that is to be in so many rooms. */
    Mover(HttpClient client, URI server, String name, int rooms) {
        this.name = name;
        this.rooms = rooms;
        this.socket = client.newWebSocketBuilder().buildAsync(server, this).join();
    }

    /** Joins all its rooms; done when it is in them. */
    synchronized CompletableFuture<Void> settle() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        resting = settled;
        askForMore();
        return settled;
    }

    /** Begins to move. */
    synchronized void move() {
        moving = true;
        askForMore();
    }

    /** Stops to move; done when it is in all its rooms again. */
    synchronized CompletableFuture<Void> rest() {
        moving = false;
        return settle();
    }

    /** Joins and leaves that were answered. */
    synchronized long answers() {
        return answers;
    }

    private void askForMore() {
        while (underWay < UNDER_WAY && ask()) {
            underWay++;
        }
        CompletableFuture<Void> waiting = resting;
        if (underWay == 0 && waiting != null) {
            resting = null;
            waiting.complete(null);
        }
    }

    private boolean ask() {
        if (moving && leaves) {
            leaves = false;
            send("leave-room", joined.remove());
            return true;
        }
        if (moving || joined.size() < rooms) {
            leaves = true;
            String room = name + "-" + made++;
            joined.add(room);
            send("join-room", room);
            return true;
        }
        return false;
    }

    private void send(String event, String room) {
        String text = "{\"event\":\"" + event + "\",\"data\":{\"roomName\":\"" + room + "\"}}";
        // The JDK's WebSocket takes one text at a time.
        sending = sending.thenCompose(sent -> socket.sendText(text, true));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        answer.append(text);
        if (last) {
            boolean succeeded = answer.indexOf("\"success\":true") >= 0;
            answer.setLength(0);
            answered(succeeded);
        }
        from.request(1);
        return null;
    }

    private synchronized void answered(boolean succeeded) {
        CompletableFuture<Void> waiting = resting;
        if (!succeeded && waiting != null) {
            waiting.completeExceptionally(new IllegalStateException(name + " was refused a room"));
        }
        answers++;
        underWay--;
        askForMore();
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        answered(false);
    }

    @Override
    public void close() {
        socket.abort();
    }
}

package dev.rooms.hub;

import dev.rooms.Answers;
import dev.rooms.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The answers to one event that the server sent: gathered until the last one is there, whoever still owes one has gone, or
 * the time is over. Then every client forgets it, so nothing is kept for longer than that time.
 *
 * <p>Concurrency: the sets are guarded by {@code this}. Clients are told to forget outside of it, as each has a lock of its
 * own.
 */
final class AwaitedAnswers {
    private final String ackId;
    private final Services services;
    private final Set<ConnectedClient> owing = new HashSet<>();
    private final List<Answers.Answer> answers = new ArrayList<>();
    private final CompletableFuture<Answers> settled = new CompletableFuture<>();
    private int expected;
    private boolean counting = true;

    AwaitedAnswers(String ackId, Services services) {
        this.ackId = ackId;
        this.services = services;
    }

    String ackId() {
        return ackId;
    }

    /** One more client is about to be asked. */
    void expect(ConnectedClient client) {
        synchronized (this) {
            expected++;
            owing.add(client);
        }
        if (!client.await(this)) {
            gone(client);
        }
    }

    /** All have been asked: settles at once when nobody owes an answer, and at that time whoever does. */
    CompletionStage<Answers> within(Duration timeout) {
        synchronized (this) {
            counting = false;
        }
        settleIfComplete();
        if (!settled.isDone()) {
            Future<?> overdue = services.timers().schedule(this::settle, timeout.toNanos(), TimeUnit.NANOSECONDS);
            cancelWhenSettled(overdue);
        }
        return settled;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // cancelling can't fail
    private void cancelWhenSettled(Future<?> overdue) {
        settled.whenComplete((all, never) -> overdue.cancel(false));
    }

    /** A client answered. */
    void answered(ConnectedClient client, Arguments answer) {
        synchronized (this) {
            if (owing.remove(client)) {
                answers.add(new Answers.Answer(client.id(), answer));
            }
        }
        settleIfComplete();
    }

    /** A client has gone without an answer. */
    void gone(ConnectedClient client) {
        synchronized (this) {
            owing.remove(client);
        }
        settleIfComplete();
    }

    private void settleIfComplete() {
        synchronized (this) {
            if (counting || !owing.isEmpty()) {
                return;
            }
        }
        settle();
    }

    private void settle() {
        Answers all;
        List<ConnectedClient> late;
        synchronized (this) {
            late = List.copyOf(owing);
            owing.clear();
            all = new Answers(answers, expected);
        }
        late.forEach(client -> client.forget(this));
        try {
            // What hangs on the answers may block, and this may be an I/O thread.
            services.continuations().execute(() -> settled.complete(all));
        } catch (RejectedExecutionException stopped) {
            settled.complete(all);
        }
    }
}

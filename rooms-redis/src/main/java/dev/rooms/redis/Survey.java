package dev.rooms.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which node of a cluster has which slot: asks one node after the other until one answers, over a connection that is
 * made for that question.
 *
 * <p>All of it runs in the lane, but {@link #soon}.
 */
final class Survey {
    private final Lane lane;
    private final RedisSettings settings;
    private final Connections connections;
    private final Target target;
    private final Supplier<List<Node>> nodes;
    private final Consumer<Slots> found;
    private final Consumer<String> failed;
    private final Backoff backoff;
    private final AtomicBoolean wanted = new AtomicBoolean();

    private boolean running;

    /**
     * @param nodes whom to ask, the best one first
     * @param failed told why no node answered
     */
    Survey(
            Lane lane,
            RedisSettings settings,
            Connections connections,
            Target target,
            Supplier<List<Node>> nodes,
            Consumer<Slots> found,
            Consumer<String> failed) {
        this.lane = lane;
        this.settings = settings;
        this.connections = connections;
        this.target = target;
        this.nodes = nodes;
        this.found = found;
        this.failed = failed;
        backoff = new Backoff(settings.minReconnectDelay(), settings.maxReconnectDelay());
    }

    /** The first one. */
    void begin() {
        running = true;
        ask(nodes.get().iterator(), "the URI names no node");
    }

    /** There is something new to find out. Thousands may say so at once, in any thread. */
    void soon() {
        if (wanted.compareAndSet(false, true)) {
            lane.execute(this::beginAgain);
        }
    }

    /** All is well: the next trouble begins with the shortest pause. */
    void settled() {
        if (!running && !wanted.get()) {
            backoff.reset();
        }
    }

    private void beginAgain() {
        if (!running) {
            running = true;
            Future<?> unused = lane.after(backoff.next(), () -> {
                wanted.set(false);
                begin();
            });
        }
    }

    private void ask(Iterator<Node> rest, String lastFailure) {
        if (!rest.hasNext()) {
            failed.accept(lastFailure);
            end();
            soon();
            return;
        }
        Node node = rest.next();
        Asking asking = new Asking(node, rest);
        asking.begin();
    }

    private void end() {
        running = false;
        if (wanted.get()) {
            beginAgain();
        }
    }

    /** One node that is asked; whatever comes after it has answered, or had the time to, is nothing any more. */
    private final class Asking {
        private final Node node;
        private final Iterator<Node> rest;
        private final Future<?> deadline;
        private @Nullable StatefulRedisConnection<String, byte[]> connection;
        private boolean over;

        Asking(Node node, Iterator<Node> rest) {
            this.node = node;
            this.rest = rest;
            deadline = lane.after(settings.timeout(), () -> refused("it didn't answer within " + settings.timeout()));
        }

        void begin() {
            connections
                    .toPublish(target.at(node))
                    .whenComplete((made, failure) -> lane.execute(() -> {
                        if (made == null) {
                            refused(Reasons.of(failure));
                        } else if (over) {
                            Future<?> unused = made.closeAsync();
                        } else {
                            connection = made;
                            ask(made.async().clusterSlots());
                        }
                    }));
        }

        private void ask(CompletionStage<List<Object>> answer) {
            answer.whenComplete((slots, failure) -> lane.execute(() -> {
                if (slots == null) {
                    refused(Reasons.of(failure));
                } else {
                    answered(slots);
                }
            }));
        }

        private void answered(List<Object> answer) {
            Slots slots;
            try {
                slots = Slots.read(answer, node);
            } catch (IllegalArgumentException unreadable) {
                refused(Reasons.of(unreadable));
                return;
            }
            if (finish()) {
                found.accept(slots);
                end();
            }
        }

        private void refused(String why) {
            if (finish()) {
                Survey.this.ask(rest, node + ": " + why);
            }
        }

        private boolean finish() {
            if (over) {
                return false;
            }
            over = true;
            deadline.cancel(false);
            StatefulRedisConnection<String, byte[]> made = connection;
            if (made != null) {
                Future<?> unused = made.closeAsync();
            }
            return true;
        }
    }
}

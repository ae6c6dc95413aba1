package dev.rooms;

import dev.rooms.backplane.Backplane;
import dev.rooms.cluster.Event;
import dev.rooms.cluster.Publication;
import dev.rooms.cluster.Sender;
import dev.rooms.cluster.Whom;
import dev.rooms.payload.Content;
import dev.rooms.payload.ContentWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends to the clients of all servers from a program that has none itself, such as a batch job: over their backplane alone.
 *
 * <pre>{@code
 * try (RoomsEmitter emitter = RoomsEmitter.over(RedisBackplane.of("redis://localhost:6379"))) {
 *     emitter.to("lobby").emit("news", Map.of("text", "Hello"));
 * }
 * }</pre>
 *
 * <p>What is sent is delivered at most once, to those who are there; nobody tells to how many. Thread-safe; what one thread
 * sends to one room arrives there in that order.
 */
public final class RoomsEmitter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sender sender;
    private final ContentWriter contents = new ContentWriter();

    private RoomsEmitter(Sender sender) {
        this.sender = sender;
    }

    /**
     * An emitter over that backplane, which is closed with it. Waits until it is reached.
     *
     * @throws IllegalStateException when it isn't reached within 10 s
     */
    public static RoomsEmitter over(Backplane backplane) {
        return over(backplane, ClusterSettings.DEFAULTS, PATIENCE);
    }

    /**
     * An emitter over that backplane, which is closed with it.
     *
     * @param settings of the servers: their secret and the size of a message are this one's, too
     * @param patience how long it waits until the backplane is reached
     * @throws IllegalStateException when it isn't reached within that time, or the thread is interrupted
     */
    public static RoomsEmitter over(Backplane backplane, ClusterSettings settings, Duration patience) {
        Sender sender = new Sender(backplane, settings);
        sender.start();
        boolean reached = false;
        try {
            reached = sender.awaitReached(patience);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!reached) {
            sender.close();
            throw new IllegalStateException("the backplane wasn't reached within " + patience.toMillis()
                    + " ms; see that it runs, and that its address and password are right");
        }
        return new RoomsEmitter(sender);
    }

    /** The members of a room of the main namespace. */
    public Target to(String room) {
        return toAll().to(room);
    }

    /** Every client of the main namespace. */
    public Target toAll() {
        return in("/");
    }

    /** Every client of that namespace, for {@link Target#to} to narrow. */
    public Target in(String namespace) {
        return new Target(this, new Whom(namespace, Set.of(), Set.of(), Set.of()), false);
    }

    /** Sends what is under way, and leaves the backplane. */
    @Override
    public void close() {
        sender.close();
    }

    private boolean publish(Whom whom, Publication.Action action) {
        return sender.publish(new Publication(whom, action));
    }

    /** Whom something is for. Immutable: each method but those that send answers with a new one. */
    public static final class Target {
        private final RoomsEmitter emitter;
        private final Whom whom;
        private final boolean onlyWritable;

        private Target(RoomsEmitter emitter, Whom whom, boolean onlyWritable) {
            this.emitter = emitter;
            this.whom = whom;
            this.onlyWritable = onlyWritable;
        }

        /** The members of that room, and of those that were named before. */
        public Target to(String room) {
            return with(and(whom.rooms(), List.of(room)), whom.exceptRooms(), whom.exceptIds());
        }

        /** Without the members of that room. */
        public Target except(String room) {
            return with(whom.rooms(), and(whom.exceptRooms(), List.of(room)), whom.exceptIds());
        }

        /** Without the clients with these ids. */
        public Target exceptIds(Collection<String> clientIds) {
            return with(whom.rooms(), whom.exceptRooms(), and(whom.exceptIds(), clientIds));
        }

        /** For events that may be lost; see {@link Audience#asVolatile}. */
        public Target asVolatile() {
            return new Target(emitter, whom, true);
        }

        private Target with(Set<String> rooms, Set<String> exceptRooms, Set<String> exceptIds) {
            return new Target(emitter, new Whom(whom.namespace(), rooms, exceptRooms, exceptIds), onlyWritable);
        }

        private static Set<String> and(Set<String> some, Collection<String> more) {
            Set<String> all = new HashSet<>(some);
            all.addAll(more);
            return all;
        }

        /**
         * Sends an event to all of them.
         *
         * @param data as {@link Audience#emit} takes it
         * @return whether the backplane took it; false when it isn't reached, or can't keep up
         * @throws IllegalArgumentException when the name can't be used, or the data can't be serialised
         */
        @CanIgnoreReturnValue
        public boolean emit(String event, Object data) {
            Content content = emitter.contents.content(data);
            Event encoded = new Event(EventNames.requireSendable(event), content.values(), content.attachments());
            return emitter.publish(whom, new Publication.Emit(encoded, onlyWritable));
        }

        /** Has all of them join these rooms; else like {@link #emit}. */
        @CanIgnoreReturnValue
        public boolean join(String... rooms) {
            return emitter.publish(whom, new Publication.Join(Set.copyOf(List.of(rooms))));
        }

        /** Has all of them leave these rooms; else like {@link #emit}. */
        @CanIgnoreReturnValue
        public boolean leave(String... rooms) {
            return emitter.publish(whom, new Publication.Leave(Set.copyOf(List.of(rooms))));
        }

        /** Ends all of them; else like {@link #emit}. */
        @CanIgnoreReturnValue
        public boolean disconnect() {
            return emitter.publish(whom, new Publication.Disconnect());
        }
    }
}

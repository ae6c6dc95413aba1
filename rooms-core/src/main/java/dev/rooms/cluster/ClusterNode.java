package dev.rooms.cluster;

import dev.rooms.ClusterSettings;
import dev.rooms.ClusterSettings.Reach;
import dev.rooms.Gathered;
import dev.rooms.backplane.Backplane;
import dev.rooms.cluster.Letter.Asked;
import dev.rooms.cluster.Letter.Beat;
import dev.rooms.cluster.Letter.Goodbye;
import dev.rooms.metrics.Measurements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * This server as one of several that share a backplane: says what it does to the others' clients, asks about them, and knows
 * which servers there are. What comes is {@link Correspondence}'s. Thread-safe; nothing here waits for the backplane.
 */
public final class ClusterNode {
    private final NodeId self = NodeId.random();
    private final ClusterSettings settings;
    private final Backplane backplane;
    private final ScheduledExecutorService timers;
    private final Outbox outbox;
    private final Publisher publisher;
    private final OwnRoster roster;
    private final Executor continuations;
    private final Questions questions;
    private final Peers peers;
    private final Interest interest;
    private final Correspondence correspondence;
    private final AtomicLong beats = new AtomicLong();
    private volatile @Nullable Future<?> heartbeat;
    private volatile boolean closed;

    /**
     * A server that isn't there yet.
     *
     * @param timers runs what is due
     * @param workers does what the other servers send; it may take a while for many clients, but doesn't block
     * @param continuations runs what hangs on answers, and may block
     */
    public ClusterNode(
            Backplane backplane,
            ClusterSettings settings,
            Measurements measurements,
            ScheduledExecutorService timers,
            Executor workers,
            Executor continuations) {
        this.settings = settings;
        this.backplane = backplane;
        this.timers = timers;
        Envelope envelope = new Envelope(settings.secret());
        Senders senders = new Senders();
        Tally tally = new Tally(measurements);
        this.outbox = new Outbox(self, backplane, envelope, settings.maxMessageBytes(), tally);
        this.publisher = new Publisher(outbox);
        this.roster = new OwnRoster(outbox);
        this.continuations = continuations;
        this.questions = new Questions();
        this.peers = new Peers(
                settings.missedHeartbeats(), settings.heartbeatInterval().toNanos() / 2);
        this.interest = new Interest(backplane, senders, settings.reach(), timers);
        this.correspondence = new Correspondence(
                self,
                settings,
                new Mail(self, envelope, senders, tally),
                tally,
                new Arrivals(workers, settings.maxWaitingBytes(), tally),
                peers,
                questions,
                outbox,
                roster,
                this::beat);
    }

    /** Joins the others. Called once, before all else. */
    public void start(LocalServer local) {
        correspondence.serve(local);
        interest.begin(self);
        backplane.start(correspondence);
        long interval = settings.heartbeatInterval().toNanos();
        heartbeat = timers.scheduleAtFixedRate(this::beatAgain, interval, interval, TimeUnit.NANOSECONDS);
    }

    private void beatAgain() {
        beat(false);
        correspondence.forgetSilent();
    }

    private void beat(boolean hello) {
        if (!closed && correspondence.isJoined()) {
            outbox.send(Channels.ALL, new Beat(beats.incrementAndGet(), hello, roster.version()));
        }
    }

    /** Leaves; the others' clients are told that this server's have gone. Idempotent. */
    public void close() {
        if (!closed) {
            closed = true;
            Future<?> beating = heartbeat;
            if (beating != null) {
                beating.cancel(false);
            }
            outbox.sendLast(Channels.ALL, new Goodbye());
            backplane.close();
            questions.close();
        }
    }

    // What the hub tells.

    /** This server has its first member of that room. */
    public void roomAppeared(String namespace, String room) {
        interest.appeared(namespace, room);
    }

    /** This server's last member of that room has left. */
    public void roomVanished(String namespace, String room) {
        interest.vanished(namespace, room);
    }

    /** A client of this server's that all servers' clients are to hear of. */
    public void arrived(Presence client) {
        roster.arrived(client);
    }

    /** It has gone. */
    public void departed(String clientId) {
        roster.departed(clientId);
    }

    /** Has the others do that to their clients. */
    public void publish(Publication publication) {
        publisher.publish(publication);
    }

    /**
     * Has the others do that to their clients once {@link #flush} is called. For who holds a lock that its place must be had
     * under.
     */
    public Place queue(Publication publication) {
        return new Place(
                self, publisher.queue(publication), Channels.numbers(Channels.partitions(publication)), Place.NOWHERE);
    }

    /** Sends what is queued; all of it is sent on return. */
    public void flush() {
        publisher.flush();
    }

    /** That all which this server has published, or queued, so far is past. */
    public Progress ownProgress() {
        return new Progress(Map.of(self, new Progress.Reached(publisher.last() + 1, Map.of())));
    }

    /** Asks one of the others; within the usual time. It is missing at once if it isn't there. */
    public CompletionStage<Gathered<List<Reply>>> ask(NodeId peer, Question question) {
        if (!peers.has(peer)) {
            return CompletableFuture.completedStage(new Gathered<>(List.of(), Set.of(peer.toString())));
        }
        return ask(
                Set.of(peer), Channels.ofNode(peer), question, settings.answerTimeout(), reply -> false, continuations);
    }

    /** Asks all others; within the usual time. */
    public CompletionStage<Gathered<List<Reply>>> ask(Question question) {
        return ask(question, settings.answerTimeout());
    }

    /** Asks all others; within that time. */
    public CompletionStage<Gathered<List<Reply>>> ask(Question question, Duration timeout) {
        return ask(question, timeout, reply -> false, continuations);
    }

    /** Asks all others; within the usual time, or until an answer is enough. */
    public CompletionStage<Gathered<List<Reply>>> askUntil(Question question, Predicate<Reply> isEnough) {
        return ask(question, settings.answerTimeout(), isEnough, continuations);
    }

    /** Asks all others; what hangs on the answer runs where the last reply came in, and must not block. */
    public CompletionStage<Gathered<List<Reply>>> askInPlace(Question question) {
        return ask(question, settings.answerTimeout(), reply -> false, Runnable::run);
    }

    private CompletionStage<Gathered<List<Reply>>> ask(
            Question question, Duration timeout, Predicate<Reply> isEnough, Executor continuation) {
        return ask(peers.all(), Channels.ALL, question, timeout, isEnough, continuation);
    }

    private CompletionStage<Gathered<List<Reply>>> ask(
            Set<NodeId> owing,
            String channel,
            Question question,
            Duration timeout,
            Predicate<Reply> isEnough,
            Executor continuation) {
        Questions.Open open = questions.open(owing, isEnough, continuation);
        // Also when nobody is known who could answer: somebody may have come who wasn't heard yet, and do what is
        // asked.
        if (closed || !outbox.send(channel, new Asked(open.number(), question))) {
            open.overdue();
        } else if (!open.settled().isDone()) {
            cancelWhenSettled(timers.schedule(open::overdue, timeout.toNanos(), TimeUnit.NANOSECONDS), open.settled());
        }
        return open.settled();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // cancelling can't fail
    private static void cancelWhenSettled(Future<?> overdue, CompletableFuture<?> settled) {
        settled.whenComplete((all, never) -> overdue.cancel(false));
    }

    // How it is doing.

    /** This server. */
    public NodeId self() {
        return self;
    }

    /** Whether that server is one of the others, and is there. */
    public boolean hasPeer(NodeId peer) {
        return peers.has(peer);
    }

    /** Whether this server hears what is sent to any room, also to those that it has no member of. */
    public boolean hearsAllRooms() {
        return settings.reach() == Reach.ALL_ROOMS;
    }

    /** This server's id, for a person. */
    public String id() {
        return self.toString();
    }

    /** The ids of the other servers that are there. */
    public Set<String> peers() {
        return peers.all().stream().map(NodeId::toString).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the backplane is reached. */
    public boolean isJoined() {
        return correspondence.isJoined();
    }

    /** Whether it has been there for long enough to know the others. */
    public boolean isSettled() {
        return correspondence.isSettled();
    }

    /** Whether this server is of no use without the backplane. */
    public boolean isRequired() {
        return settings.required();
    }

    /** Why the backplane isn't reached; empty when it is, and at the start, until that can be told. */
    public Optional<String> fault() {
        return correspondence.fault();
    }
}

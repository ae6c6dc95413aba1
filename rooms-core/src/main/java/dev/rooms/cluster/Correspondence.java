package dev.rooms.cluster;

import dev.rooms.ClusterSettings;
import dev.rooms.backplane.Backplane;
import dev.rooms.cluster.Letter.Arrived;
import dev.rooms.cluster.Letter.Asked;
import dev.rooms.cluster.Letter.Beat;
import dev.rooms.cluster.Letter.Departed;
import dev.rooms.cluster.Letter.Goodbye;
import dev.rooms.cluster.Letter.Published;
import dev.rooms.cluster.Letter.Replied;
import dev.rooms.cluster.Letter.RosterPart;
import dev.rooms.cluster.Letter.RosterWanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What other servers say, and what this one answers.
 *
 * <p>Concurrency: heartbeats and short replies are dealt with where they come in. All else waits for its turn in {@link Arrivals}:
 * a publication for its partitions', the rest for everything's. So {@code rosters}, which such turns alone touch, needs no lock.
 */
final class Correspondence implements Backplane.Receiver {
    /** Own heartbeats that must have come back until all others had the time to be heard, too. */
    private static final int BEATS_TO_SETTLE = 2;

    private final NodeId self;
    private final ClusterSettings settings;
    private final Mail mail;
    private final Tally tally;
    private final Arrivals arrivals;
    private final Peers peers;
    private final Questions questions;
    private final Outbox outbox;
    private final OwnRoster roster;
    private final Consumer<Boolean> beat;
    private final Map<NodeId, PeerRoster> rosters = new HashMap<>();
    /** Those whose clients are known. */
    private final Set<NodeId> learned = ConcurrentHashMap.newKeySet();

    private volatile @Nullable LocalServer local;
    private volatile boolean joined;
    private volatile boolean settled;
    private volatile Optional<String> fault = Optional.empty();
    private final AtomicInteger ownBeats = new AtomicInteger();

    Correspondence(
            NodeId self,
            ClusterSettings settings,
            Mail mail,
            Tally tally,
            Arrivals arrivals,
            Peers peers,
            Questions questions,
            Outbox outbox,
            OwnRoster roster,
            Consumer<Boolean> beat) {
        this.self = self;
        this.settings = settings;
        this.mail = mail;
        this.tally = tally;
        this.arrivals = arrivals;
        this.peers = peers;
        this.questions = questions;
        this.outbox = outbox;
        this.roster = roster;
        this.beat = beat;
    }

    void serve(LocalServer server) {
        local = server;
    }

    private LocalServer local() {
        LocalServer server = local;
        if (server == null) {
            throw new IllegalStateException("the backplane was started before the server it is for");
        }
        return server;
    }

    boolean isJoined() {
        return joined;
    }

    /** Once and for good: servers that come later are no reason to turn clients away. */
    boolean isSettled() {
        if (!settled && ownBeats.get() >= BEATS_TO_SETTLE && learned.containsAll(peers.all())) {
            settled = true;
        }
        return settled;
    }

    Optional<String> fault() {
        return joined ? Optional.empty() : fault;
    }

    void forgetSilent() {
        mail.forgetSilent();
    }

    // What the backplane tells.

    @Override
    public void joined() {
        joined = true;
        tally.tellAgain();
        beat.accept(true);
    }

    @Override
    public void parted(String why) {
        fault = Optional.of(why);
        joined = false;
    }

    @Override
    public void lost(int messages) {
        tally.unsent(messages);
    }

    @Override
    public void received(String channel, byte[] message) {
        mail.open(channel, message, settings.maxMessageBytes()).ifPresent(delivered -> {
            if (delivered.sender().equals(self)) {
                own(delivered.letter());
            } else {
                read(channel, delivered.sender(), delivered.letter(), delivered.memory());
            }
        });
    }

    /** This server's own echo tells but one thing: that the backplane brings it what is published. */
    private void own(Letter letter) {
        if (letter instanceof Beat) {
            ownBeats.incrementAndGet();
            peers.ownBeat(System.nanoTime()).forEach(dead -> gone(dead, true));
        }
    }

    private void read(String channel, NodeId from, Letter letter, long bytes) {
        peers.heard(from);
        if (letter instanceof Replied reply && reply.reply() instanceof Reply.HandedOver) {
            // After all that came before it: then the client that is handed over finds here whatever it has had there.
            arrivals.add(List.of(), bytes, () -> questions.replied(from, reply));
        } else if (letter instanceof Replied reply) {
            questions.replied(from, reply);
        } else if (letter instanceof Goodbye) {
            if (peers.left(from)) {
                gone(from, false);
            }
        } else if (letter instanceof Published published) {
            Set<Integer> partitions = Channels.partitions(published.publication());
            Place place = new Place(from, published.number(), Channels.numbers(partitions), Channels.number(channel));
            arrivals.add(partitions, bytes, () -> apply(channel, published.publication(), place));
        } else {
            if (letter instanceof Beat) {
                peers.beat(from);
            }
            arrivals.add(List.of(), bytes, () -> inTurn(from, letter));
        }
    }

    private void apply(String channel, Publication publication, Place place) {
        if (!local().apply(publication, place)) {
            tally.refused(channel, "there is no namespace " + publication.whom().namespace() + " here");
        }
    }

    private void gone(NodeId peer, boolean died) {
        questions.gone(peer, died);
        if (!died) {
            // One that is dead may only have been out of reach, and would take a count that begins anew for late.
            outbox.forget(Channels.ofNode(peer));
        }
        arrivals.add(List.of(), 0, () -> {
            PeerRoster left = rosters.remove(peer);
            learned.remove(peer);
            if (left != null) {
                left.clear();
            }
        });
    }

    private void inTurn(NodeId from, Letter letter) {
        if (letter instanceof RosterWanted) {
            roster.parts().forEach(part -> outbox.send(Channels.ofNode(from), part));
        } else if (letter instanceof Asked asked) {
            answer(from, asked);
        } else if (peers.has(from)) {
            // What comes of a server that has gone would leave clients of its behind here.
            takeNews(from, letter);
        }
    }

    private void takeNews(NodeId from, Letter letter) {
        PeerRoster known = rosters.computeIfAbsent(
                from, unknown -> new PeerRoster(local()::arrivedElsewhere, local()::departedElsewhere));
        if (letter instanceof Beat heartbeat) {
            if (heartbeat.hello()) {
                beat.accept(false);
            }
            if (known.isBehind(heartbeat.rosterVersion())) {
                outbox.send(Channels.ofNode(from), new RosterWanted());
            } else {
                learned.add(from);
            }
        } else if (letter instanceof Arrived news) {
            known.arrived(news);
        } else if (letter instanceof Departed news) {
            known.departed(news);
        } else if (letter instanceof RosterPart part && known.add(part)) {
            learned.add(from);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a question that nobody here can answer is missing at its deadline
    private void answer(NodeId from, Asked asked) {
        local().answer(from, asked.question()).thenAccept(reply -> {
            List<Reply> parts = ReplyParts.of(reply);
            for (int part = 0; part < parts.size(); part++) {
                boolean last = part == parts.size() - 1;
                outbox.send(Channels.ofNode(from), new Replied(asked.number(), part, last, parts.get(part)));
            }
        });
    }
}

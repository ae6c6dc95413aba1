package dev.rooms.hub;

import dev.rooms.cluster.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events that were sent lately, with their offsets; bounded in time and in bytes. Not thread-safe. */
final class KeptEvents {
    private final Tickets tickets;
    private final long keptNanos;
    private final long maxBytes;
    private final ArrayDeque<KeptEvent> events = new ArrayDeque<>();
    private long last;
    private long lostUpTo;
    private long forgottenUpTo;
    private long bytes;

    KeptEvents(Tickets tickets, long keptNanos, long maxBytes) {
        this.tickets = tickets;
        this.keptNanos = keptNanos;
        this.maxBytes = maxBytes;
    }

    /** The offset of the last that came. */
    long last() {
        return last;
    }

    /** Those up to here were forgotten though somebody might still have come for them. */
    long lostUpTo() {
        return lostUpTo;
    }

    /** Those up to here were forgotten as they were old. */
    long forgottenUpTo() {
        return forgottenUpTo;
    }

    /** Gives an event its offset. */
    KeptEvent keep(
            @Nullable Selection selection, @Nullable String clientId, @Nullable Place place, EncodedEvent event) {
        EncodedEvent placed = event.withOffset(tickets.offset(++last));
        KeptEvent kept =
                new KeptEvent(last, System.nanoTime(), selection, clientId, place, placed, KeptEvent.size(placed));
        events.add(kept);
        bytes += kept.size();
        while (bytes > maxBytes && !events.isEmpty()) {
            lostUpTo = forgetFirst();
        }
        return kept;
    }

    void forgetOld(long now) {
        while (!events.isEmpty() && now - events.getFirst().sentAt() > keptNanos) {
            forgottenUpTo = forgetFirst();
        }
    }

    private long forgetFirst() {
        KeptEvent first = events.removeFirst();
        bytes -= first.size();
        return first.offset();
    }

    /** Some of them, in order. */
    List<KeptEvent> all(Predicate<KeptEvent> wanted) {
        List<KeptEvent> some = new ArrayList<>();
        for (KeptEvent event : events) {
            if (wanted.test(event)) {
                some.add(event);
            }
        }
        return some;
    }
}

package dev.rooms.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A client that may come back, while it is here and for a while after. Guarded by the {@link RecoveryLog}. */
final class Stay {
    private final String pid;
    /** The last offset before it came. */
    private final long since;
    /** The last offset that it had then; another server's, if any. As long as it has that, it has nothing of here. */
    private final Optional<String> offsetBefore;
    /** The last of what it missed and was sent again; 0 if nothing. It may be lost before it has that. */
    private final long owed;
    /** The rooms that it is in, each with the last offset before. */
    private final Map<String, Long> joinedAt;

    private Identity identity;
    private long leftAt;

    /** A client that is new. */
    Stay(String pid, Identity identity, long since) {
        this(pid, identity, since, Optional.empty(), 0, new HashMap<>(4));
    }

    Stay(
            String pid,
            Identity identity,
            long since,
            Optional<String> offsetBefore,
            long owed,
            Map<String, Long> joinedAt) {
        this.pid = pid;
        this.identity = identity;
        this.since = since;
        this.offsetBefore = offsetBefore;
        this.owed = owed;
        this.joinedAt = joinedAt;
    }

    /** The same client again: what it joined when holds on, as it may be lost again before it has what it missed. */
    Stay resumed(long owedNow) {
        return new Stay(pid, identity, since, offsetBefore, Math.max(owed, owedNow), joinedAt);
    }

    String pid() {
        return pid;
    }

    Identity identity() {
        return identity;
    }

    void identify(Identity now) {
        identity = now;
    }

    Map<String, Long> joinedAt() {
        return joinedAt;
    }

    long owed() {
        return owed;
    }

    /** From where on it misses what was sent; -1 if that can't be told. */
    long from(Optional<String> offset, Tickets tickets) {
        return offset.equals(offsetBefore) ? since : offset.map(tickets::number).orElse(-1L);
    }

    void leave(long now) {
        leftAt = now;
    }

    long leftAt() {
        return leftAt;
    }
}

package dev.rooms.hub;

import dev.rooms.cluster.NodeId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What clients are given to come back with: a secret, and with each event its offset. On one of several servers a secret
 * begins with that server's id, so that another one knows whom to ask, and an offset with a part of it, so that nobody takes it for
 * his own. Thread-safe.
 */
final class Tickets {
    private static final int RADIX = 36;
    private static final int TAG_CHARACTERS = 6;
    /** Of the numbers that fit into a {@code long} none is longer. */
    private static final int MAX_DIGITS = 13;

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{24}");

    private final Ids ids = new Ids();
    private final String home;
    private final String tag;

    /** Those of this server, if it is one of several. */
    Tickets(Optional<NodeId> self) {
        home = self.map(NodeId::toString).orElse("");
        tag = home.substring(0, Math.min(TAG_CHARACTERS, home.length()));
    }

    /** A new secret. */
    String nextPid() {
        return home + ids.next();
    }

    /** The server that made a secret; empty when none did. */
    static Optional<NodeId> maker(String pid) {
        return pid.length() > NodeId.CHARACTERS
                        && SECRET.matcher(pid.substring(NodeId.CHARACTERS)).matches()
                ? NodeId.parse(pid.substring(0, NodeId.CHARACTERS))
                : Optional.empty();
    }

    /** Whether an offset could be some server's. */
    static boolean isOffset(String text) {
        return text.length() <= TAG_CHARACTERS + MAX_DIGITS;
    }

    String offset(long number) {
        return tag + Long.toString(number, RADIX);
    }

    /** The number of an offset; -1 when it isn't one of this server's. */
    long number(String offset) {
        String digits = offset.startsWith(tag) ? offset.substring(tag.length()) : "";
        try {
            return digits.length() > MAX_DIGITS ? -1 : Long.parseLong(digits, RADIX);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}

package dev.rooms.cluster;

import java.util.Set;

/**
 * Where something stands among all that its server published: the same on every server that hears it.
 *
 * @param sender who published it
 * @param number the how manieth it is of all that the sender published, counted from 1; on each channel numbers rise
 * @param channels the numbers of those that it was published to
 * @param heardOn the one of them that it was first heard on here; {@link #NOWHERE} where it was published
 */
public record Place(NodeId sender, long number, Set<Integer> channels, int heardOn) {
    /** Where the sender itself heard it. */
    public static final int NOWHERE = -1;

    public Place {
        channels = Set.copyOf(channels);
    }
}

package dev.rooms.cluster;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts what comes and goes, and what doesn't come through: the first of each kind of that since the backplane was last
 * reached is logged, as a bus that loses one message may lose a million. Thread-safe.
 */
final class Tally {
    private static final Logger LOG = System.getLogger(Tally.class.getName());

    private final Measurements measurements;
    private final AtomicBoolean toldOfRefused = new AtomicBoolean();
    private final AtomicBoolean toldOfLost = new AtomicBoolean();
    private final AtomicBoolean toldOfUnsent = new AtomicBoolean();

    Tally(Measurements measurements) {
        this.measurements = measurements;
    }

    /** One of other servers' came. */
    void in() {
        measurements.count(Counter.BACKPLANE_IN);
    }

    /** One of this server's was handed over. */
    void out() {
        measurements.count(Counter.BACKPLANE_OUT);
    }

    /** Something came that can't be used here. */
    void refused(String channel, String why) {
        measurements.count(Counter.BACKPLANE_REFUSED);
        if (toldOfRefused.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "A message on the backplane''s channel {0} was dropped: {1}", channel, why);
        }
    }

    /** So many of other servers' never came, or more than could be dealt with. */
    void lost(long messages) {
        measurements.count(Counter.BACKPLANE_LOST, messages);
        if (toldOfLost.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Messages of other servers were lost on the backplane; the metric for BACKPLANE_LOST tells how many");
        }
    }

    /** So many of this server's own weren't handed over. */
    void unsent(long messages) {
        measurements.count(Counter.BACKPLANE_UNSENT, messages);
        if (toldOfUnsent.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Messages to other servers were lost, as the backplane doesn't take them; the metric for"
                            + " BACKPLANE_UNSENT tells how many");
        }
    }

    /** What is lost or refused from now on is worth telling again. */
    void tellAgain() {
        toldOfRefused.set(false);
        toldOfLost.set(false);
        toldOfUnsent.set(false);
    }
}

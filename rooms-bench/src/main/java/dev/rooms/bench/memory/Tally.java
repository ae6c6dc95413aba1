package dev.rooms.bench.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts the frames of one lane: written by that lane alone, read by who waits for it. */
public final class Tally {
    private static final VarHandle FRAMES;

    static {
        try {
            FRAMES = MethodHandles.lookup().findVarHandle(Tally.class, "frames", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("UnusedVariable") // by the handle
    private long frames;

    /** None yet. */
    public Tally() {}

    /** One more; by the lane that it belongs to. */
    public void count() {
        FRAMES.setRelease(this, (long) FRAMES.get(this) + 1);
    }

    /** How many there were; from any thread. */
    public long frames() {
        return (long) FRAMES.getAcquire(this);
    }
}

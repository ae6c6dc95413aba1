package dev.rooms.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Runs each task in the thread that hands it over. */
final class InPlaceLane implements Lane {
    static final InPlaceLane INSTANCE = new InPlaceLane();

    private static final Logger LOG = System.getLogger(InPlaceLane.class.getName());

    private InPlaceLane() {}

    @Override
    public void execute(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "A lane's task failed; the lane goes on", failure);
        }
    }
}

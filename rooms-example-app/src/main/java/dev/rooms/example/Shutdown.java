package dev.rooms.example;

import dev.rooms.Rooms;
import dev.rooms.undertow.RoomsServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends the server so that nobody is cut off: first it isn't ready any more, then the clients are sent away, and only then
 * the port is closed. Health is answered until then.
 */
final class Shutdown implements Runnable {
    private static final Logger LOG = System.getLogger(Shutdown.class.getName());

    private final Rooms rooms;
    private final RoomsServer server;
    private final Duration delay;

    /**
     * Ends these.
     *
     * @param delay how long the clients stay after the server says that it isn't ready
     */
    Shutdown(Rooms rooms, RoomsServer server, Duration delay) {
        this.rooms = rooms;
        this.server = server;
        this.delay = delay;
    }

    @Override
    public void run() {
        rooms.refuseNewClients();
        if (!delay.isZero()) {
            LOG.log(Level.INFO, "Not ready any more; the clients are sent away in {0} ms", delay.toMillis());
            pause();
        }
        LOG.log(
                Level.INFO,
                "Draining {0} clients, within {1} ms",
                rooms.clientCount(),
                rooms.limits().drainTimeout().toMillis());
        rooms.close();
        server.stop();
        LOG.log(Level.INFO, "Stopped");
        Logging.stop();
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

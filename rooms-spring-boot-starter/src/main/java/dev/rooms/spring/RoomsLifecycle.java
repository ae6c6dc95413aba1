package dev.rooms.spring;

import dev.rooms.Rooms;
import org.springframework.context.SmartLifecycle;

/**
 * Says goodbye to the clients when the context closes: after the application's own message listeners and the like have
 * stopped, which may still send, and before the web server begins its graceful shutdown, which would wait for polls and
 * cut WebSockets.
 */
final class RoomsLifecycle implements SmartLifecycle {
    /** Later phases stop earlier; the web server's graceful shutdown is at 1,024 below the default. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private final Rooms rooms;
    private volatile boolean running;

    RoomsLifecycle(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void start() {
        if (!rooms.isReady()) {
            throw new IllegalStateException(
                    "the rooms were closed when this context stopped, and can't be opened again; make a new context");
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        rooms.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Asked by Spring 7, whose tests pause contexts that wait in the cache: the rooms stay open, as the web server does. */
    public boolean isPauseable() {
        return false;
    }
}

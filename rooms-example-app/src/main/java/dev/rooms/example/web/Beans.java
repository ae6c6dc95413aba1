package dev.rooms.example.web;

import dev.rooms.Rooms;
import dev.rooms.jakarta.cdi.RoomsExtension;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The server's beans. Not to be loaded where it has no CDI. */
final class Beans {
    private static final Logger LOG = System.getLogger(Beans.class.getName());

    private Beans() {}

    /** Hands these rooms over to the beans beside this application. */
    static void handOver(Rooms rooms) {
        extension().ifPresent(extension -> extension.use(rooms));
    }

    private static Optional<RoomsExtension> extension() {
        try {
            return Optional.of(CDI.current().getBeanManager().getExtension(RoomsExtension.class));
        } catch (IllegalStateException | IllegalArgumentException none) {
            LOG.log(Level.DEBUG, "The server has CDI, but not for this application", none);
            return Optional.empty();
        }
    }
}

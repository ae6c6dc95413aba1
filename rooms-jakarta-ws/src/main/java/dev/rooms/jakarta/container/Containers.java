package dev.rooms.jakarta.container;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** All containers of this package whose classes are there. Thread-safe. */
public final class Containers {
    private static final Logger LOG = System.getLogger(Containers.class.getName());

    private final List<Container> known;

    private Containers(List<Container> known) {
        this.known = List.copyOf(known);
    }

    /** Those that are there. */
    public static Containers find() {
        Iterator<Container> all = ServiceLoader.load(Container.class, Containers.class.getClassLoader())
                .iterator();
        List<Container> found = new ArrayList<>();
        while (true) {
            // Either may fail for a container that isn't there; the next call goes on behind it.
            try {
                if (!all.hasNext()) {
                    return new Containers(found);
                }
                found.add(all.next());
            } catch (ServiceConfigurationError | LinkageError absent) {
                LOG.log(Level.DEBUG, "A container isn't the one here", absent);
            }
        }
    }

    /** The best way to write to this session: that of the container which knows it, else the standard's. */
    public Outlet outlet(Session session) {
        for (Container container : known) {
            Optional<Outlet> outlet = container.outlet(session);
            if (outlet.isPresent()) {
                return outlet.get();
            }
        }
        return new StandardOutlet(session);
    }

    /** See {@link Container#partBytes}; empty where no container says. */
    public OptionalInt partBytes(Session session) {
        return known.stream()
                .map(container -> container.partBytes(session))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /** See {@link Container#limitClosing}. */
    public void limitClosing(Session session, Duration closeTimeout) {
        known.forEach(container -> container.limitClosing(session, closeTimeout));
    }
}

package dev.rooms.example.appserver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A kind of application server.
 *
 * @param name what one calls it on the command line
 * @param title what one reads in the table
 * @param java the oldest Java that it runs on
 * @param beans whether it has CDI
 * @param arrangement makes an unpacked one ready to be started
 */
record AppServer(String name, String title, int java, Beans beans, Arrangement arrangement) {
    /** Whether a server has CDI, or whoever wants it there brings it along. */
    enum Beans {
        CDI,
        NONE
    }

    /** Where a server is to be, and what with. */
    record Site(Path root, Path war, int port, Jdk jdk) {
        /** The name of the WAR where the server takes its context path from it. */
        String warName() {
            return CONTEXT_PATH.substring(1) + ".war";
        }

        /** Under a folder of its own, as no server shares its settings. */
        Path in(String first, String... more) {
            return root.resolve(Path.of(first, more));
        }
    }

    /**
     * How to start it.
     *
     * @param dropped the WAR in the folder that the server watches; empty if it watches none
     */
    record Launch(List<String> command, Optional<Dropped> dropped) {}

    /**
     * A WAR that is undeployed by deleting it.
     *
     * @param farewell what the server logs at the end of that, for one whose path is gone long before; may be empty
     */
    record Dropped(Path war, String farewell) {
        Dropped(Path war) {
            this(war, "");
        }
    }

    /** Sets ports and puts the WAR where the server looks for it. */
    @FunctionalInterface
    interface Arrangement {
        Launch arrange(Site site) throws IOException;
    }

    /** Under which path each server is to serve the WAR. */
    static final String CONTEXT_PATH = "/rooms";
}

package dev.rooms.example.appserver;

import java.net.URI;

/** One thing that a server must do, whichever it is. */
record Check(String name, Deed deed) {
    /** Does it with the application below that address, and throws if it isn't as it should be. */
    @FunctionalInterface
    interface Deed {
        void on(URI application) throws Exception;
    }
}

package dev.rooms.bench.load;

import java.io.IOException;

/** The server's side of {@link ServerProcess}. */
final class Serving {
    private Serving() {}

    /** Tells the port, waits for the end, and ends the process: how servers stop isn't what is measured. */
    static void untilInputEnds(int port) throws IOException {
        // Standard output is the way to whoever started this process: ServerProcess reads the line.
        System.out.println("PORT " + port);
        while (System.in.read() >= 0) {
            // Nothing is said; the end of the input is what counts.
        }
        Runtime.getRuntime().halt(0);
    }
}

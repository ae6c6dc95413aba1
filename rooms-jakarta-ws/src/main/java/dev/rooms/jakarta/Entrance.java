package dev.rooms.jakarta;

import dev.rooms.transport.Lane;
import dev.rooms.transport.Reception;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Where the connections of one path go.
 *
 * @param reception who takes them in
 * @param path the path below the application's context path
 * @param blocking runs what may block: pings, and closing
 * @param closeTimeout time that a refused client has to answer the close frame
 */
record Entrance(Reception reception, String path, Executor blocking, Duration closeTimeout) {

    /** The container's threads are its own affair, so all connections share one lane that has none. */
    Lane lane() {
        return Lane.inPlace();
    }
}

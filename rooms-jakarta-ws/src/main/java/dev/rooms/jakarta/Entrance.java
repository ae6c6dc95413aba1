package dev.rooms.jakarta;

import dev.rooms.jakarta.container.Containers;
import dev.rooms.transport.Reception;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Where the connections of one path go.
 *
 * @param reception who takes them in
 * @param path the path below the application's context path
 * @param containers what is known of the containers that may be here
 * @param blocking runs what may block: pings, and closing
 * @param closeTimeout time that a refused client has to answer the close frame
 */
record Entrance(Reception reception, String path, Containers containers, Executor blocking, Duration closeTimeout) {}

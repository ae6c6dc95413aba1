/** Rooms whose clients' connections are in memory: all of the library, and no network. */
@NullMarked
package dev.rooms.bench.memory;

import org.jspecify.annotations.NullMarked;

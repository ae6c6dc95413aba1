/** How far the library goes on one machine: sizes of its objects, a million members and rooms in memory, and as many sockets as there may be. */
@NullMarked
package dev.rooms.bench.scale;

import org.jspecify.annotations.NullMarked;

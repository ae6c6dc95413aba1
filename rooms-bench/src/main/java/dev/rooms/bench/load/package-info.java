/** The server and its peers under load, each in a process of its own, measured from outside. */
@NullMarked
package dev.rooms.bench.load;

import org.jspecify.annotations.NullMarked;

/** Servers in processes of their own, measured from outside, and the clients that load them. */
@NullMarked
package dev.rooms.bench.load;

import org.jspecify.annotations.NullMarked;

/** The seam to what joins several servers into one set of rooms: a bus that carries bytes. */
@NullMarked
package dev.rooms.backplane;

import org.jspecify.annotations.NullMarked;

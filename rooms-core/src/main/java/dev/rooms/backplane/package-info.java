/** The seam to other servers: how many servers become one set of rooms. */
@NullMarked
package dev.rooms.backplane;

import org.jspecify.annotations.NullMarked;

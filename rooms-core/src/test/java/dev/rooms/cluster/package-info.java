/** The parts of what servers say to each other, each alone. */
@NullMarked
package dev.rooms.cluster;

import org.jspecify.annotations.NullMarked;

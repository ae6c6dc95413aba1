/** What servers say to each other, above a bus that carries bytes: the same whatever the bus is. */
@NullMarked
package dev.rooms.cluster;

import org.jspecify.annotations.NullMarked;

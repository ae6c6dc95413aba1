/** Tests of the hub over clients without a transport: who receives what, in which order, and at whose cost. */
@NullMarked
package dev.rooms.hub;

import org.jspecify.annotations.NullMarked;

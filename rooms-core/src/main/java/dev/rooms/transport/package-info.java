/** The seam to servers: what a transport offers to the core, and what the core offers to it. */
@NullMarked
package dev.rooms.transport;

import org.jspecify.annotations.NullMarked;

/** Tests of the registry: what one thread sees, what many threads may do, and what must never be left behind. */
@NullMarked
package dev.rooms.registry;

import org.jspecify.annotations.NullMarked;

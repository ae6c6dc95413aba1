/** Who is in which room. */
@NullMarked
package dev.rooms.registry;

import org.jspecify.annotations.NullMarked;

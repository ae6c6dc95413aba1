/** The hub: who is connected, and who receives what. */
@NullMarked
package dev.rooms.hub;

import org.jspecify.annotations.NullMarked;

/** The full server: configuration and wiring, no logic. */
@NullMarked
package dev.rooms.example;

import org.jspecify.annotations.NullMarked;

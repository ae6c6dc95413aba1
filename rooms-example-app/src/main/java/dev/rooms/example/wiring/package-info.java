/** What the configuration makes, whatever serves it. */
@NullMarked
package dev.rooms.example.wiring;

import org.jspecify.annotations.NullMarked;

/** The events of CONTRACT §2, written with nothing but the public API. */
@NullMarked
package dev.rooms.gateway;

import org.jspecify.annotations.NullMarked;

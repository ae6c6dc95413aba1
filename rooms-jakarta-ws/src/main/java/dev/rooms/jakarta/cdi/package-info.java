/**
 * Rooms as a bean, handlers as beans, and events of clients that come and go, where the container has CDI 3.0 or later. Found
 * by CDI itself; without one, nothing here is ever loaded.
 */
@NullMarked
package dev.rooms.jakarta.cdi;

import org.jspecify.annotations.NullMarked;

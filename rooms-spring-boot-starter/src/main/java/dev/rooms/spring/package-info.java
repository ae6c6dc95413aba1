/** Rooms in a Spring Boot application: {@code rooms.*} properties, an endpoint, and handlers that are beans. */
@NullMarked
package dev.rooms.spring;

import org.jspecify.annotations.NullMarked;

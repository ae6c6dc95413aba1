package dev.rooms.spring;

import dev.rooms.Rooms;

/**
 * A bean that adds handlers, listeners and namespaces to the application's {@link Rooms} before the first client comes.
 *
 * <p>{@code @Bean RoomsCustomizer greeting() { return rooms -> rooms.onConnect((client, handshake) -> ...); }}. It is
 * called once, when all beans are there, so it and what it needs may have the {@link Rooms} injected. Several are called
 * in their order ({@code @Order}). An exception fails the start of the application.
 */
@FunctionalInterface
public interface RoomsCustomizer {
    /** Adds to these rooms. */
    void customize(Rooms rooms);
}

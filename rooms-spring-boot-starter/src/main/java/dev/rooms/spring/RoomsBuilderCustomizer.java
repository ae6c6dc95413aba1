package dev.rooms.spring;

import dev.rooms.RoomsBuilder;

/**
 * A bean that sets what has no property: a validator, Socket.IO's time-outs. It is called once, before the
 * {@link dev.rooms.Rooms} are made, so it can't have them injected, and it has the last word over properties and other
 * beans. Several are called in their order ({@code @Order}).
 */
@FunctionalInterface
public interface RoomsBuilderCustomizer {
    /** Changes these settings. */
    void customize(RoomsBuilder builder);
}

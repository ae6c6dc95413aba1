package dev.rooms.example.web;

import dev.rooms.Rooms;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;

/** Lets beans beside this application have its rooms injected, where the server has CDI; elsewhere it is never loaded. */
@Dependent
public class InjectableRooms {
    /** For CDI. */
    public InjectableRooms() {}

    /** The rooms that {@link WebApplication} serves. */
    @Produces
    @Singleton
    public Rooms rooms(ServletContext context) {
        return WebRooms.of(context);
    }
}

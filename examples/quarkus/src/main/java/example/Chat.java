package example;

import dev.rooms.Rooms;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The application's rooms, to be injected, and an event of its own. */
@ApplicationScoped
public class Chat {
    @Produces
    @Singleton
    @Unremovable // the endpoints look it up
    Rooms rooms() {
        Rooms rooms = Rooms.create();
        rooms.on("cheer", String.class, (client, text) -> rooms.to("stands").emit("cheer", client.name() + ": " + text));
        return rooms;
    }

    void close(@Disposes Rooms rooms) {
        rooms.close();
    }
}

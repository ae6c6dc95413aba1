package example;

import dev.rooms.Rooms;
import dev.rooms.jakarta.RoomsEndpoint;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/** WebSocket at /ws, by Tyrus alone, and an event of its own. */
public class Chat {
    public static void main(String[] args) throws DeploymentException, IOException, InterruptedException {
        // For whoever starts it by hand.
        System.out.println("Listening at ws://localhost:" + start(8080).getPort() + "/ws");
        // Tyrus has no thread of its own that keeps the program running.
        new CountDownLatch(1).await();
    }

    static TyrusServerContainer start(int port) throws DeploymentException, IOException {
        Rooms rooms = Rooms.create();
        rooms.on("cheer", String.class, (client, text) -> rooms.to("stands").emit("cheer", client.name() + ": " + text));
        TyrusServerContainer tyrus = (TyrusServerContainer) ServerContainerFactory.createServerContainer(Map.of());
        RoomsEndpoint.register(tyrus, rooms);
        tyrus.start("/", port);
        return tyrus;
    }
}

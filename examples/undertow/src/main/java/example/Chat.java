package example;

import dev.rooms.Rooms;
import dev.rooms.undertow.RoomsServer;

/** WebSocket, Socket.IO and the HTTP API on one port, and an event of its own. */
public class Chat {
    public static void main(String[] args) {
        // For whoever starts it by hand.
        System.out.println("Listening at " + start(8080).uri());
    }

    static RoomsServer start(int port) {
        Rooms rooms = Rooms.create();
        rooms.on("cheer", String.class, (client, text) -> rooms.to("stands").emit("cheer", client.name() + ": " + text));
        return RoomsServer.builder(rooms).port(port).start();
    }
}

package dev.rooms.bench.load;

import java.io.IOException;

/** How a client of a {@link Swarm} speaks to a server over a WebSocket. */
public enum Dialect {
    /** The plain JSON protocol. */
    PLAIN("/ws") {
        @Override
        void upgraded(SwarmClient client) throws IOException {
            client.send(event("join-room", Payload.room(client.room())));
        }

        @Override
        void heard(String text, SwarmClient client) {
            // The acknowledgement: announcements are off, so nothing else is said.
            client.joined();
        }

        @Override
        String event(String name, String data) {
            return "{\"event\":\"" + name + "\",\"data\":" + data + "}";
        }
    },

    /** Socket.IO v5 over Engine.IO v4, on a WebSocket from the start. */
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket") {
        private static final String PING = "2";
        private static final String PONG = "3";
        private static final String CONNECT = "40";
        private static final String ACKNOWLEDGED = "431[";

        @Override
        void upgraded(SwarmClient client) {
            // The server speaks first.
        }

        @Override
        void heard(String text, SwarmClient client) throws IOException {
            if (text.equals(PING)) {
                client.send(PONG);
            } else if (text.startsWith("0{")) {
                client.send(CONNECT);
            } else if (text.startsWith(CONNECT)) {
                client.send("421[\"join-room\"," + Payload.room(client.room()) + "]");
            } else if (text.startsWith(ACKNOWLEDGED)) {
                client.joined();
            } else if (!text.startsWith("42[")) {
                throw new IOException("a packet came in that wasn't expected: " + text);
            }
        }

        @Override
        String event(String name, String data) {
            return "42[\"" + name + "\"," + data + "]";
        }
    };

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    /** Where it is spoken. */
    String path() {
        return path;
    }

    /** What a client does once its WebSocket is open. */
    abstract void upgraded(SwarmClient client) throws IOException;

    /** What a client does when it is told something that isn't a numbered message. */
    abstract void heard(String text, SwarmClient client) throws IOException;

    /** The text that carries an event. */
    abstract String event(String name, String data);
}

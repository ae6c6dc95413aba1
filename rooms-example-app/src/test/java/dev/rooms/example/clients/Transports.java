package dev.rooms.example.clients;

/** What a user of the client chooses of the two transports. */
public enum Transports {
    /** The client's own choice: polling, then the upgrade. */
    DEFAULT,
    WEBSOCKET,
    POLLING
}

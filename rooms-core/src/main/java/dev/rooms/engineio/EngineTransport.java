package dev.rooms.engineio;

import java.util.Locale;

/** What carries a socket's packets (Engine.IO v4, "Transports"). */
public enum EngineTransport {
    /** HTTP: the client polls for packets, and posts its own. */
    POLLING,
    /** One WebSocket connection. */
    WEBSOCKET;

    /** The name in the query parameter {@code transport}. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}

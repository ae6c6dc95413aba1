package dev.rooms.engineio;

/** What carries a socket's packets (Engine.IO v4, "Transports"). */
public enum EngineTransport {
    /** HTTP: the client polls for packets, and posts its own. */
    POLLING("polling"),
    /** One WebSocket connection. */
    WEBSOCKET("websocket");

    private final String parameter;

    EngineTransport(String parameter) {
        this.parameter = parameter;
    }

    /** The name in the query parameter {@code transport}. */
    public String parameter() {
        return parameter;
    }
}

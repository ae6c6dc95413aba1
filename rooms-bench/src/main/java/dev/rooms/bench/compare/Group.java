package dev.rooms.bench.compare;

import dev.rooms.bench.load.Dialect;

/** Servers that stand in one table, since their clients are alike. */
enum Group {
    PLAIN("Plain clients of", Dialect.PLAIN),
    SOCKET_IO("Socket.IO clients of", Dialect.SOCKET_IO),
    JAKARTA("Plain clients of a Jakarta container", Dialect.PLAIN),
    CLUSTER("Socket.IO clients of", Dialect.SOCKET_IO),
    HTTP("HTTP clients of", Dialect.PLAIN);

    private final String title;
    private final Dialect dialect;

    Group(String title, Dialect dialect) {
        this.title = title;
        this.dialect = dialect;
    }

    String title() {
        return title;
    }

    /** What clients speak over their WebSocket, if they have one. */
    Dialect dialect() {
        return dialect;
    }
}

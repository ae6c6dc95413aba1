package dev.rooms.example.appserver;

/** What is tried on each server: the columns of the table. */
enum Kind {
    START("starts"),
    JAVASCRIPT("socket.io-client (JavaScript)"),
    JAVA("io.socket (Java)"),
    PLAIN("plain WebSocket"),
    HTTP("HTTP"),
    BEANS("beans of CDI"),
    END("undeploys, stops, clean log");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}

/** Rooms for WebSocket clients, free of any transport and server. */
module dev.rooms.core {
    requires transitive com.fasterxml.jackson.annotation;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive jakarta.validation;
    requires static transitive org.jspecify;

    exports dev.rooms;
    exports dev.rooms.backplane;
    exports dev.rooms.engineio;
    exports dev.rooms.http;
    exports dev.rooms.message;
    exports dev.rooms.metrics;
    exports dev.rooms.registry;
    exports dev.rooms.security;
    exports dev.rooms.transport;

    // Jackson and the validator read the payloads' records.
    opens dev.rooms.message;

    // Jackson writes the answers' records.
    opens dev.rooms.http to
            com.fasterxml.jackson.databind;
}

/** Rooms on Undertow: WebSocket, the HTTP API, Swagger UI and metrics on one port. */
module dev.rooms.undertow {
    requires transitive dev.rooms.core;
    requires transitive micrometer.core;
    requires transitive undertow.core;
    requires micrometer.registry.prometheus;
    requires xnio.api;
    requires static org.jspecify;

    exports dev.rooms.undertow;
}

package dev.rooms.example;

import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.example.settings.Configuration;
import dev.rooms.example.settings.Settings;
import dev.rooms.security.RoomAuthorizer;
import dev.rooms.undertow.RoomsServer;
import java.time.Duration;

/** Makes the parts of the server as the configuration says. */
final class Wiring {
    private Wiring() {}

    static Rooms rooms(Configuration configuration) {
        RoomsBuilder builder = Rooms.builder()
                .limits(configuration.limits())
                .announcements(configuration.get(Settings.ANNOUNCEMENTS))
                .origins(configuration.get(Settings.ORIGINS))
                .authorizer(
                        switch (configuration.get(Settings.ROOM_POLICY)) {
                            case ALLOW -> RoomAuthorizer.ALLOW;
                            case MEMBERS_ONLY -> RoomAuthorizer.MEMBERS_ONLY;
                        });
        Duration recovery = configuration.get(Settings.RECOVERY);
        return (recovery.isZero() ? builder : builder.recovery(RecoverySettings.within(recovery))).build();
    }

    static RoomsServer.Builder server(Rooms rooms, Configuration configuration) {
        RoomsServer.Builder server = RoomsServer.builder(rooms)
                .host(configuration.get(Settings.HOST))
                .port(configuration.get(Settings.PORT));
        int ioThreads = configuration.get(Settings.IO_THREADS);
        return ioThreads == 0 ? server : server.ioThreads(ioThreads);
    }

    /** The limits that one asks about first, for the log. */
    static String inShort(Limits limits) {
        return "%d bytes a message, %d bytes waiting for a client, %s clients, heartbeat %d ms + %d ms, drain %d ms"
                .formatted(
                        limits.maxMessageBytes(),
                        limits.maxWaitingBytes(),
                        limits.maxConnections() == 0 ? "any number of" : "at most " + limits.maxConnections(),
                        limits.heartbeatInterval().toMillis(),
                        limits.heartbeatTimeout().toMillis(),
                        limits.drainTimeout().toMillis());
    }
}

package dev.rooms.example.wiring;

import dev.rooms.ClusterSettings;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.example.settings.Configuration;
import dev.rooms.example.settings.Settings;
import dev.rooms.redis.RedisBackplane;
import dev.rooms.security.RoomAuthorizer;
import java.time.Duration;

/** Makes the rooms as the configuration says, for the server of their own and for the web application. */
public final class Wiring {
    private Wiring() {}

    /** Rooms with these settings. */
    public static Rooms rooms(Configuration configuration) {
        RoomsBuilder builder = Rooms.builder()
                .limits(configuration.limits())
                .announcements(configuration.get(Settings.ANNOUNCEMENTS))
                .origins(configuration.get(Settings.ORIGINS))
                .authorizer(
                        switch (configuration.get(Settings.ROOM_POLICY)) {
                            case ALLOW -> RoomAuthorizer.ALLOW;
                            case MEMBERS_ONLY -> RoomAuthorizer.MEMBERS_ONLY;
                        });
        configuration
                .get(Settings.REDIS_URL)
                .map(redis -> redis.withPrefix(configuration.get(Settings.REDIS_PREFIX)))
                .ifPresent(redis -> builder.backplane(RedisBackplane.of(redis)).cluster(cluster(configuration)));
        Duration recovery = configuration.get(Settings.RECOVERY);
        return (recovery.isZero() ? builder : builder.recovery(RecoverySettings.within(recovery))).build();
    }

    private static ClusterSettings cluster(Configuration configuration) {
        ClusterSettings settings = ClusterSettings.DEFAULTS.withRequired(configuration.get(Settings.CLUSTER_REQUIRED));
        return configuration
                .get(Settings.CLUSTER_SECRET)
                .map(settings::withSecret)
                .orElse(settings);
    }

    /** The limits that one asks about first, for the log. */
    public static String inShort(Limits limits) {
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

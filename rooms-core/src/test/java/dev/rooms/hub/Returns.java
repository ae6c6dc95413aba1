package dev.rooms.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.kit.SocketIoTestClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the tests of recovery share: clients that come back. */
final class Returns {
    private Returns() {}

    static RoomsBuilder recovering(RecoverySettings settings) {
        return Rooms.builder()
                .announcements(Announcements.OFF)
                .limits(Limits.DEFAULTS.withDrainTimeout(Duration.ofMillis(500)))
                .recovery(settings);
    }

    static SocketIoTestClient comeBack(Rooms rooms, SocketIoTestClient before) {
        return comeBack(rooms, before.pid(), before.offset());
    }

    static SocketIoTestClient comeBack(Rooms rooms, String pid, Optional<String> offset) {
        SocketIoTestClient client = SocketIoTestClient.open(rooms);
        client.say("40{\"clientName\":\"other\",\"pid\":\"" + pid + "\""
                + offset.map(last -> ",\"offset\":\"" + last + "\"").orElse("") + "}");
        await().untilAsserted(() -> assertThat(client.received("40{")).hasSize(1));
        return client;
    }

    static List<String> data(SocketIoTestClient client, String event) {
        return client.events(event).stream()
                .map(arguments -> arguments.path(1).toString())
                .toList();
    }

    static Client clientOf(Rooms rooms, SocketIoTestClient client) {
        return rooms.client(client.id()).orElseThrow();
    }
}

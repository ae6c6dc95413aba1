package dev.rooms.bench.micro;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rooms whose clients' connections are in memory: all of the library but the network. Not thread-safe. */
public final class Crowd implements AutoCloseable {
    private static final Handshake HANDSHAKE =
            new Handshake(Handshake.Kind.WEBSOCKET, "/ws", Map.of(), Map.of(), "127.0.0.1");

    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            // Nobody in memory answers a ping, or sends too much.
            .limits(Limits.DEFAULTS
                    .withMessagesPerSecond(0)
                    .withMaxRoomsPerClient(0)
                    .withHeartbeatInterval(Duration.ofDays(1))
                    .withSendTimeout(Duration.ofDays(1))
                    .withDrainTimeout(Duration.ofMillis(100)))
            .build();

    /** Nobody is there. */
    public Crowd() {}

    /** The rooms. */
    public Rooms rooms() {
        return rooms;
    }

    /** Connects a client. */
    public Session connect(ClientChannel channel) {
        return ((Admission.Granted) rooms.reception().admit(HANDSHAKE)).open(channel);
    }

    /**
     * The clients, in an order that tells nothing of where they lie in memory: who came one after the other also lies one
     * behind the other, which no server finds that has been up for a day.
     */
    public List<Client> shuffled() {
        List<Client> clients = new ArrayList<>(rooms.registry().everyone().members());
        Collections.shuffle(clients, new Random(1));
        return clients;
    }

    /** Lets all go, without a goodbye. */
    @Override
    public void close() {
        rooms.close();
    }
}

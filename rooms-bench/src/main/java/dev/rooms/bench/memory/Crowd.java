package dev.rooms.bench.memory;

import dev.rooms.Announcements;
import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rooms whose clients' connections are in memory: all of the library but the network. Not thread-safe. */
public final class Crowd implements AutoCloseable {
    /** What a browser sends, the key apart. */
    private static final Map<String, List<String>> HEADERS = Map.ofEntries(
            header("Host", "chat.example.com"),
            header("Connection", "Upgrade"),
            header("Pragma", "no-cache"),
            header("Cache-Control", "no-cache"),
            header(
                    "User-Agent",
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"),
            header("Upgrade", "websocket"),
            header("Origin", "https://chat.example.com"),
            header("Sec-WebSocket-Version", "13"),
            header("Accept-Encoding", "gzip, deflate, br, zstd"),
            header("Accept-Language", "en-GB,en;q=0.9"),
            header("Cookie", "session=0123456789abcdef0123456789abcdef; theme=dark"),
            header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"));

    private static final String KEY = "Sec-WebSocket-Key";
    private static final int KEY_BYTES = 16;

    private final Random random = new Random(1);

    private final Rooms rooms = Rooms.builder()
            .announcements(Announcements.OFF)
            .origins(OriginPolicy.any())
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

    /** Connects a plain client. */
    public Session connect(ClientChannel channel) {
        return open(rooms.reception(), "/ws", Map.of(), channel);
    }

    /** Connects a Socket.IO client, over a WebSocket from the start, to the main namespace. */
    public Session connectSocketIo(ClientChannel channel) {
        Map<String, List<String>> query = Map.of("EIO", List.of("4"), "transport", List.of("websocket"));
        Session session = open(rooms.socketIo().reception(), "/socket.io/", query, channel);
        session.text("40");
        return session;
    }

    private Session open(Reception reception, String path, Map<String, List<String>> query, ClientChannel channel) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Map<String, List<String>> headers = new HashMap<>(HEADERS);
        headers.put(KEY, List.of(Base64.getEncoder().encodeToString(key)));
        Handshake handshake = new Handshake(Handshake.Kind.WEBSOCKET, path, query, headers, "127.0.0.1");
        if (reception.admit(handshake) instanceof Admission.Granted granted) {
            return granted.open(channel);
        }
        throw new IllegalStateException("a client in memory was refused");
    }

    private static Map.Entry<String, List<String>> header(String name, String value) {
        return Map.entry(name, List.of(value));
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

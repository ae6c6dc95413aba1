package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Audience;
import dev.rooms.ClusterSettings;
import dev.rooms.Gathered;
import dev.rooms.Rooms;
import dev.rooms.backplane.Backplane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/**
 * Servers, their clients, and what each client is to have received by the model: sets of rooms, and lists of what was sent.
 * One test's thread does it all.
 */
final class ClusterModelServers implements AutoCloseable {
    static final List<String> ROOMS = List.of("a", "b", "c", "d");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Two seconds of silence are death: less may be the machine's, on which all servers share few processors. */
    private static final ClusterSettings SETTINGS = ClusterSettings.DEFAULTS
            .withHeartbeatInterval(Duration.ofMillis(100))
            .withMissedHeartbeats(20)
            .withAnswerTimeout(PATIENCE);

    private final String name;
    private final Callable<Backplane> bus;
    private final List<Server> servers = new ArrayList<>();
    private final List<Rooms> started = new ArrayList<>();
    private final List<Member> clients = new ArrayList<>();
    private int sent;

    ClusterModelServers(String name, Callable<Backplane> bus) {
        this.name = name;
        this.bus = bus;
    }

    /** A server, and a client of it that is in all rooms: by what that one hears it is known what has arrived. */
    private record Server(Rooms rooms, DyingBackplane way, String number, Member witness) {}

    /**
     * A client, and the model of it.
     *
     * @param expected what each server sent it, by room or {@code all}, in order
     * @param told what it is told of each client: + for come, - for gone
     */
    record Member(
            TestClient client,
            Rooms server,
            String clientName,
            String id,
            Set<String> rooms,
            Map<String, List<Integer>> expected,
            Map<String, String> told) {

        private boolean isOneOf(Set<String> audience, Set<String> exceptRooms, Set<String> exceptIds) {
            return (audience.isEmpty() || audience.stream().anyMatch(rooms::contains))
                    && exceptRooms.stream().noneMatch(rooms::contains)
                    && !exceptIds.contains(id);
        }
    }

    private ConditionFactory patiently() {
        return await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    /** One more server; waits until it and the others know each other. */
    void start() throws Exception {
        DyingBackplane way = new DyingBackplane(bus.call());
        Rooms rooms = Rooms.builder()
                .backplane(way)
                .cluster(SETTINGS)
                .announcements(Announcements.EVERYONE)
                .build();
        started.add(rooms);
        String number = "server " + started.size();
        int others = servers.size();
        patiently()
                .until(() -> rooms.cluster().orElseThrow().others().size() == others
                        && rooms.cluster().orElseThrow().isSettled()
                        && servers.stream()
                                .allMatch(server -> server.rooms()
                                                .cluster()
                                                .orElseThrow()
                                                .others()
                                                .size()
                                        == others));
        Member witness = take(rooms, "witness of " + number);
        ROOMS.forEach(room -> join(witness, room));
        servers.add(new Server(rooms, way, number, witness));
        settle();
    }

    /** Ends a server without a word; waits until the others have noticed. */
    void kill(int index) {
        settle();
        Server dead = servers.remove(index);
        dead.way().die();
        List<Member> lost = clients.stream()
                .filter(client -> client.server() == dead.rooms())
                .toList();
        clients.removeAll(lost);
        lost.forEach(client -> tell(client.clientName(), "-"));
        awaitTold();
    }

    void connect(int server, String clientName) {
        take(servers.get(server).rooms(), clientName);
    }

    private Member take(Rooms server, String clientName) {
        TestClient client = TestClient.connect(server, clientName);
        Member member = new Member(
                client, server, clientName, client.id(), new HashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        clients.add(member);
        tell(clientName, "+");
        awaitTold();
        return member;
    }

    void disconnect(Member member) {
        clients.remove(member);
        member.client().close();
        tell(member.clientName(), "-");
        awaitTold();
    }

    private void tell(String clientName, String news) {
        clients.forEach(client -> client.told().merge(clientName, news, String::concat));
    }

    private void awaitTold() {
        patiently()
                .untilAsserted(() -> clients.forEach(client -> assertThat(told(client))
                        .as("%s: what %s was told of the others", name, client.clientName())
                        .isEqualTo(client.told())));
    }

    private static Map<String, String> told(Member member) {
        Map<String, String> told = new LinkedHashMap<>();
        member.client().received().forEach(envelope -> {
            String who = envelope.path("data").path("clientName").asText();
            switch (envelope.path("event").asText()) {
                case "client-connected" -> told.merge(who, "+", String::concat);
                case "client-disconnected" -> told.merge(who, "-", String::concat);
                default -> {}
            }
        });
        return told;
    }

    void join(Member member, String room) {
        TestClient.of(member.server(), member.clientName()).join(room);
        member.rooms().add(room);
    }

    void leave(Member member, String room) {
        TestClient.of(member.server(), member.clientName()).leave(room);
        member.rooms().remove(room);
    }

    /** Has all members of a room join another one, wherever they are. */
    void joinAll(int server, String members, String room) throws Exception {
        List<Member> selected = selected(Set.of(members), Set.of(), Set.of());
        Gathered<Integer> joined = get(servers.get(server).rooms().to(members).join(room));
        assertThat(joined).as(name).isEqualTo(Gathered.complete(selected.size()));
        selected.forEach(member -> member.rooms().add(room));
    }

    /** Sends to those rooms, or to everyone. */
    void send(int server, Set<String> rooms, Set<String> exceptRooms, Set<String> exceptIds, int number) {
        Server from = servers.get(server);
        Audience audience = audience(from.rooms(), rooms).exceptIds(exceptIds);
        for (String room : exceptRooms) {
            audience = audience.except(room);
        }
        audience.emit("news", List.of(from.number(), rooms.isEmpty() ? ROOMS : List.copyOf(rooms), number));
        for (Member member : selected(rooms, exceptRooms, exceptIds)) {
            for (String room : rooms.isEmpty() ? ROOMS : rooms) {
                expect(member, from.number(), room, number);
            }
        }
        sent++;
    }

    private static void expect(Member member, String server, String room, int number) {
        member.expected()
                .computeIfAbsent(server + " to " + room, first -> new ArrayList<>())
                .add(number);
    }

    private static Audience audience(Rooms server, Set<String> rooms) {
        if (rooms.isEmpty()) {
            return server.toAll();
        }
        List<String> all = List.copyOf(rooms);
        Audience audience = server.to(all.get(0));
        for (String room : all.subList(1, all.size())) {
            audience = audience.to(room);
        }
        return audience;
    }

    private List<Member> selected(Set<String> rooms, Set<String> exceptRooms, Set<String> exceptIds) {
        return clients.stream()
                .filter(client -> client.isOneOf(rooms, exceptRooms, exceptIds))
                .toList();
    }

    /** A client that isn't a witness, if there is one. */
    Optional<Member> some(Random random) {
        List<Member> free = clients.stream()
                .filter(client -> servers.stream()
                        .noneMatch(server -> server.witness().id().equals(client.id())))
                .toList();
        return free.isEmpty() ? Optional.empty() : Optional.of(free.get(random.nextInt(free.size())));
    }

    /** At times some clients' ids, to be left out. */
    Set<String> someIds(Random random) {
        return random.nextInt(3) > 0
                ? Set.of()
                : some(random).map(client -> Set.of(client.id())).orElse(Set.of());
    }

    /** That a server counts and finds those, wherever they are. */
    void requireCounted(int server, Set<String> rooms) throws Exception {
        Audience audience = audience(servers.get(server).rooms(), rooms);
        Set<String> ids = selected(rooms, Set.of(), Set.of()).stream()
                .map(Member::id)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(get(audience.count())).as(name).isEqualTo(Gathered.complete(ids.size()));
        Gathered<List<String>> found = get(audience.fetchClients())
                .map(all -> all.stream().map(client -> client.id()).sorted().toList());
        assertThat(found).as(name).isEqualTo(Gathered.complete(List.copyOf(ids)));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until all that was sent, on each channel, has arrived on each server. */
    void settle() {
        int fence = ++sent;
        for (Server server : servers) {
            server.rooms().toAll().emit("fence", fence);
            ROOMS.forEach(room -> server.rooms().to(room).emit("fence", fence));
        }
        int all = servers.size() * (ROOMS.size() + 1);
        patiently()
                .until(() -> servers.stream()
                        .allMatch(server -> server.witness().client().received("fence").stream()
                                        .filter(data -> data.intValue() == fence)
                                        .count()
                                == all));
    }

    /** That each client that is still there received exactly what it was to receive, and in its order. */
    void requireAllReceived() {
        for (Member member : clients) {
            Member received = new Member(
                    member.client(),
                    member.server(),
                    member.clientName(),
                    member.id(),
                    Set.of(),
                    new LinkedHashMap<>(),
                    Map.of());
            member.client()
                    .received("news")
                    .forEach(news -> news.path(1)
                            .forEach(room -> expect(
                                    received,
                                    news.path(0).asText(),
                                    room.asText(),
                                    news.path(2).intValue())));
            assertThat(received.expected())
                    .as("%s: what %s received", name, member.clientName())
                    .isEqualTo(member.expected());
        }
        awaitTold();
        assertThat(clients.stream().map(Member::expected).mapToInt(Map::size).sum())
                .as("the history wasn't empty")
                .isPositive();
    }

    @Override
    public void close() {
        started.forEach(Rooms::close);
    }
}

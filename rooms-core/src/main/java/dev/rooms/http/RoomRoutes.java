package dev.rooms.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rooms.Client;
import dev.rooms.Rooms;
import dev.rooms.registry.Roll;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells which rooms there are and who is in them, page by page (CONTRACT §4). A page walks all of them, off the I/O threads. */
final class RoomRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Rooms rooms;
    private final Answers answers;

    RoomRoutes(Rooms rooms, Answers answers) {
        this.rooms = rooms;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/rooms", Route.Access.GUARDED, this::rooms),
                Route.get("/rooms/{roomName}", Route.Access.GUARDED, this::room));
    }

    /**
     * Some rooms, in the order of their names.
     *
     * @param rooms the rooms with their member counts
     * @param total how many rooms there are
     * @param next what to give as {@code after} for the next page; null, and left out, on the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RoomPage(
            List<RoomSize> rooms, int total, @Nullable String next) {}

    /**
     * Some members of a room, in the order of their ids.
     *
     * @param roomName the room
     * @param total how many members it has
     * @param members the members
     * @param next what to give as {@code after} for the next page; null, and left out, on the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberPage(
            String roomName,
            int total,
            List<Member> members,
            @Nullable String next) {}

    /** A member of a room. */
    record Member(String clientId, String clientName) {}

    private CompletionStage<HttpResponse> rooms(Route.Call call) {
        int limit = limit(call);
        String after = call.parameter("after").orElse("");
        return CompletableFuture.supplyAsync(
                () -> {
                    List<RoomSize> page = rooms.registry().page(after, limit + 1);
                    boolean more = page.size() > limit;
                    List<RoomSize> shown = more ? page.subList(0, limit) : page;
                    String next = more ? shown.get(limit - 1).roomName() : null;
                    return answers.json(
                            200, new RoomPage(shown, rooms.registry().roomCount(), next));
                },
                rooms.executor());
    }

    private CompletionStage<HttpResponse> room(Route.Call call) {
        String roomName = call.arguments().get(0);
        int limit = limit(call);
        String after = call.parameter("after").orElse("");
        return CompletableFuture.supplyAsync(
                () -> {
                    Roll<? extends Client> roll = rooms.registry().roll(roomName);
                    if (roll.size() == 0) {
                        throw new Refusal(404, "no room of that name has members");
                    }
                    List<Member> page = members(roll, after, limit + 1);
                    boolean more = page.size() > limit;
                    List<Member> shown = more ? page.subList(0, limit) : page;
                    String next = more ? shown.get(limit - 1).clientId() : null;
                    return answers.json(200, new MemberPage(roomName, roll.size(), shown, next));
                },
                rooms.executor());
    }

    /** The first members after that id; a room may have a million, so no more than these are kept. */
    private static List<Member> members(Roll<? extends Client> roll, String after, int limit) {
        Comparator<Client> byId = Comparator.comparing(Client::id);
        PriorityQueue<Client> smallest = new PriorityQueue<>(byId.reversed());
        for (int lane = 0; lane < roll.lanes(); lane++) {
            roll.walk(lane, client -> {
                if (client.id().compareTo(after) > 0) {
                    smallest.add(client);
                    if (smallest.size() > limit) {
                        smallest.poll();
                    }
                }
            });
        }
        return smallest.stream()
                .sorted(byId)
                .map(client -> new Member(client.id(), client.name()))
                .toList();
    }

    private static int limit(Route.Call call) {
        String text = call.parameter("limit").orElse(String.valueOf(DEFAULT_LIMIT));
        // Four digits at most, so that parsing can't overflow.
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.ofField("limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }
}

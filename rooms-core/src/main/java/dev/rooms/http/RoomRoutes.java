package dev.rooms.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rooms.Page;
import dev.rooms.RoomMember;
import dev.rooms.Rooms;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
     * @param missing the servers that didn't answer; left out when all did
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record RoomPage(
            @JsonInclude List<RoomSize> rooms,
            int total,
            @Nullable String next,
            Set<String> missing) {}

    /**
     * Some members of a room, in the order of their ids.
     *
     * @param roomName the room
     * @param total how many members it has
     * @param members the members
     * @param next what to give as {@code after} for the next page; null, and left out, on the last one
     * @param missing the servers that didn't answer; left out when all did
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record MemberPage(
            String roomName,
            int total,
            @JsonInclude List<RoomMember> members,
            @Nullable String next,
            Set<String> missing) {}

    private CompletionStage<HttpResponse> rooms(Route.Call call) {
        int limit = limit(call);
        return rooms.roomsAfter(after(call), limit).thenApply(found -> {
            Page<RoomSize> page = found.value();
            return answers.json(
                    200, new RoomPage(page.items(), page.total(), next(page, RoomSize::roomName), found.missing()));
        });
    }

    private CompletionStage<HttpResponse> room(Route.Call call) {
        String roomName = call.arguments().get(0);
        int limit = limit(call);
        return rooms.membersAfter(roomName, after(call), limit).thenApply(found -> {
            Page<RoomMember> page = found.value();
            if (page.total() == 0) {
                throw new Refusal(404, "no room of that name has members");
            }
            return answers.json(
                    200,
                    new MemberPage(
                            roomName, page.total(), page.items(), next(page, RoomMember::clientId), found.missing()));
        });
    }

    private static String after(Route.Call call) {
        return call.parameter("after").orElse("");
    }

    private static <T> @Nullable String next(Page<T> page, Function<T, String> key) {
        return page.hasMore() ? key.apply(page.items().get(page.items().size() - 1)) : null;
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

package dev.rooms.hub;

import dev.rooms.Gathered;
import dev.rooms.Page;
import dev.rooms.RoomMember;
import dev.rooms.cluster.Presence;
import dev.rooms.cluster.Reply;
import dev.rooms.registry.Roll;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Pages of a namespace's rooms and members: this server's and all others' put together. Each server gives one item more than the
 * page has, so that it is known whether more follow.
 */
public final class Pages {
    private final Hub hub;
    private final Elsewhere elsewhere;

    Pages(Hub hub, Elsewhere elsewhere) {
        this.hub = hub;
        this.elsewhere = elsewhere;
    }

    /** A page of rooms. */
    public CompletionStage<Gathered<Page<RoomSize>>> rooms(String after, int limit) {
        CompletionStage<Reply.Rooms> here = walk(() -> roomsHere(after, limit));
        return here.thenCombine(
                elsewhere.roomsAfter(after, limit),
                (own, others) -> others.map(theirs -> {
                    return ofRooms(and(own, theirs), limit);
                }));
    }

    /** A page of a room's members. */
    public CompletionStage<Gathered<Page<RoomMember>>> members(String room, String after, int limit) {
        CompletionStage<Reply.Members> here = walk(() -> membersHere(room, after, limit));
        return here.thenCombine(
                elsewhere.membersAfter(room, after, limit),
                (own, others) -> others.map(theirs -> {
                    List<Reply.Members> all = and(own, theirs);
                    return ofMembers(
                            all, all.stream().mapToInt(Reply.Members::total).sum(), limit);
                }));
    }

    private static <T> List<T> and(T own, List<T> others) {
        List<T> all = new ArrayList<>(others);
        all.add(own);
        return all;
    }

    /** A page walks over everything, which takes its time. */
    <T> CompletionStage<T> walk(Supplier<T> walk) {
        return CompletableFuture.supplyAsync(walk, hub.services().handlers());
    }

    Reply.Rooms roomsHere(String after, int limit) {
        return new Reply.Rooms(
                hub.registry().page(after, limit + 1), hub.registry().roomCount());
    }

    Reply.Members membersHere(String room, String after, int limit) {
        Roll<ConnectedClient> roll = hub.registry().roll(room);
        return new Reply.Members(members(roll, after, limit), roll.size());
    }

    /** The first members after that id; a room may have a million, so no more than these are kept. */
    private static List<Presence> members(Roll<ConnectedClient> roll, String after, int limit) {
        Comparator<ConnectedClient> byId = Comparator.comparing(ConnectedClient::id);
        PriorityQueue<ConnectedClient> smallest = new PriorityQueue<>(byId.reversed());
        for (int lane = 0; lane < roll.lanes(); lane++) {
            roll.walk(lane, client -> {
                if (client.id().compareTo(after) > 0) {
                    smallest.add(client);
                    if (smallest.size() > limit + 1) {
                        smallest.poll();
                    }
                }
            });
        }
        return smallest.stream()
                .sorted(byId)
                .map(client -> new Presence(client.id(), client.name()))
                .toList();
    }

    /**
     * A room that is on several servers has the members of all. It counts once where that can be told: the servers' totals
     * don't say which of the rooms after these, or before them, are the same.
     */
    private static Page<RoomSize> ofRooms(List<Reply.Rooms> servers, int limit) {
        TreeMap<String, Integer> members = new TreeMap<>();
        servers.forEach(
                server -> server.rooms().forEach(room -> members.merge(room.roomName(), room.members(), Integer::sum)));
        List<RoomSize> all = new ArrayList<>();
        members.forEach((name, count) -> all.add(new RoomSize(name, count)));
        int total = servers.stream().mapToInt(Reply.Rooms::total).sum();
        int gathered =
                servers.stream().mapToInt(server -> server.rooms().size()).sum();
        return page(all, total - (gathered - all.size()), limit);
    }

    private static Page<RoomMember> ofMembers(List<Reply.Members> servers, int total, int limit) {
        List<RoomMember> all = servers.stream()
                .flatMap(server -> server.members().stream())
                .map(member -> new RoomMember(member.clientId(), member.clientName()))
                .sorted(Comparator.comparing(RoomMember::clientId))
                .toList();
        return page(all, total, limit);
    }

    private static <T> Page<T> page(List<T> all, int total, int limit) {
        return new Page<>(all.subList(0, Math.min(limit, all.size())), total, all.size() > limit);
    }
}

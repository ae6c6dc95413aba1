package dev.rooms.hub;

import dev.rooms.FoundClient;
import dev.rooms.Gathered;
import dev.rooms.cluster.ClusterNode;
import dev.rooms.cluster.Event;
import dev.rooms.cluster.Place;
import dev.rooms.cluster.Presence;
import dev.rooms.cluster.Publication;
import dev.rooms.cluster.Question;
import dev.rooms.cluster.Reply;
import dev.rooms.cluster.Whom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The same namespace on the other servers; nothing at all where a server stands alone. */
final class Elsewhere {
    private final String namespace;
    private final Optional<ClusterNode> cluster;

    Elsewhere(String namespace, Optional<ClusterNode> cluster) {
        this.namespace = namespace;
        this.cluster = cluster;
    }

    private Whom whom(Selection selection) {
        return new Whom(namespace, selection.rooms(), selection.exceptRooms(), selection.exceptIds());
    }

    private static boolean isFound(Reply reply) {
        return reply instanceof Reply.Count count && count.clients() > 0;
    }

    boolean isNowhere() {
        return cluster.isEmpty();
    }

    void publish(Selection selection, Publication.Action action) {
        cluster.ifPresent(others -> others.publish(new Publication(whom(selection), action)));
    }

    /** Gives an event its place among all that this server publishes; it is published once {@link #flush} is called. */
    Optional<Place> queue(Selection selection, Publication.Emit emit) {
        return cluster.map(others -> others.queue(new Publication(whom(selection), emit)));
    }

    void flush() {
        cluster.ifPresent(ClusterNode::flush);
    }

    void roomAppeared(String room) {
        cluster.ifPresent(others -> others.roomAppeared(namespace, room));
    }

    void roomVanished(String room) {
        cluster.ifPresent(others -> others.roomVanished(namespace, room));
    }

    /** Has the others tell their clients of one of this server's. */
    void arrived(ConnectedClient client) {
        cluster.ifPresent(others -> {
            others.arrived(new Presence(client.id(), client.name()));
            if (!client.isConnected()) {
                // It ended meanwhile, and whoever ended it may have looked for it among those who had arrived before.
                others.departed(client.id());
            }
        });
    }

    void departed(ConnectedClient client) {
        cluster.ifPresent(others -> others.departed(client.id()));
    }

    /** Sends an event to that client; how many have it. */
    CompletionStage<Integer> send(String clientId, Event event) {
        return cluster.map(others -> others.askUntil(new Question.Send(namespace, clientId, event), Elsewhere::isFound))
                .orElseGet(Elsewhere::nothing)
                .thenApply(replies -> Math.min(1, sum(replies.value())));
    }

    /** Does that to those who are selected; to how many. */
    CompletionStage<Gathered<Integer>> apply(Selection selection, Publication.Action action) {
        return sumOf(new Question.Apply(new Publication(whom(selection), action)));
    }

    CompletionStage<Gathered<Integer>> count(Selection selection) {
        return sumOf(new Question.HowMany(whom(selection)));
    }

    /** The same, for what doesn't block; answers to one server's questions come in their order. */
    CompletionStage<Gathered<Integer>> countInPlace(Selection selection) {
        return cluster.map(others -> others.askInPlace(new Question.HowMany(whom(selection))))
                .orElseGet(Elsewhere::nothing)
                .thenApply(replies -> replies.map(Elsewhere::sum));
    }

    CompletionStage<Gathered<List<FoundClient>>> find(Selection selection) {
        return ask(new Question.Find(whom(selection)))
                .thenApply(replies -> replies.map(all -> of(Reply.Found.class, all)
                        .flatMap(found -> found.clients().stream())
                        .toList()));
    }

    CompletionStage<Gathered<List<Reply.Acks>>> emitWithAck(Selection selection, Event event, Duration timeout) {
        // They answer a little earlier than the time is over, as their answers take some time to come.
        long theirs = timeout.toMillis() - Math.min(timeout.toMillis() / 10, 200);
        return ask(new Question.EmitWithAck(whom(selection), event, theirs), timeout)
                .thenApply(
                        replies -> replies.map(all -> of(Reply.Acks.class, all).toList()));
    }

    CompletionStage<Gathered<List<Reply.Rooms>>> roomsAfter(String after, int limit) {
        return ask(new Question.RoomsAfter(namespace, after, limit))
                .thenApply(
                        replies -> replies.map(all -> of(Reply.Rooms.class, all).toList()));
    }

    CompletionStage<Gathered<List<Reply.Members>>> membersAfter(String room, String after, int limit) {
        return ask(new Question.MembersAfter(namespace, room, after, limit))
                .thenApply(replies ->
                        replies.map(all -> of(Reply.Members.class, all).toList()));
    }

    private CompletionStage<Gathered<Integer>> sumOf(Question question) {
        return ask(question).thenApply(replies -> replies.map(Elsewhere::sum));
    }

    private static int sum(List<Reply> replies) {
        return of(Reply.Count.class, replies).mapToInt(Reply.Count::clients).sum();
    }

    /** Replies of another kind than was asked for are nobody's. */
    private static <T> Stream<T> of(Class<T> kind, List<Reply> replies) {
        return replies.stream().filter(kind::isInstance).map(kind::cast);
    }

    private CompletionStage<Gathered<List<Reply>>> ask(Question question) {
        return cluster.map(others -> others.ask(question)).orElseGet(Elsewhere::nothing);
    }

    private CompletionStage<Gathered<List<Reply>>> ask(Question question, Duration timeout) {
        return cluster.map(others -> others.ask(question, timeout)).orElseGet(Elsewhere::nothing);
    }

    private static CompletionStage<Gathered<List<Reply>>> nothing() {
        return CompletableFuture.completedStage(Gathered.complete(List.of()));
    }
}

package dev.rooms.hub;

import dev.rooms.Answers;
import dev.rooms.Audience;
import dev.rooms.Client;
import dev.rooms.FoundClient;
import dev.rooms.Gathered;
import dev.rooms.cluster.Publication;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The members of some rooms, or everyone, less some.
 *
 * @param local whether other servers' are left out
 * @param onlyWritable whether those are left out to whom it wouldn't leave at once
 */
record RoomsAudience(Delivery delivery, Selection selection, boolean local, boolean onlyWritable) implements Audience {

    private RoomsAudience of(Selection changed) {
        return new RoomsAudience(delivery, changed, local, onlyWritable);
    }

    @Override
    public Audience to(String room) {
        // Everyone and a room more is still everyone.
        return selection.rooms().isEmpty() ? this : of(selection.withRoom(room));
    }

    @Override
    public Audience except(String room) {
        return of(selection.withoutRoom(room));
    }

    @Override
    public Audience except(Client client) {
        return exceptIds(List.of(client.id()));
    }

    @Override
    public Audience exceptIds(Collection<String> clientIds) {
        return of(selection.withoutIds(clientIds));
    }

    @Override
    public Audience asVolatile() {
        return new RoomsAudience(delivery, selection, local, true);
    }

    @Override
    public Audience asLocal() {
        return new RoomsAudience(delivery, selection, true, onlyWritable);
    }

    @Override
    public int emit(String event, Object data) {
        return delivery.emit(selection, local, onlyWritable, event, data);
    }

    @Override
    public CompletionStage<Gathered<Integer>> emitAndCount(String event, Object data) {
        return delivery.emitAndCount(selection, local, onlyWritable, event, data);
    }

    @Override
    public CompletionStage<Answers> emitWithAck(String event, Object data, Duration timeout) {
        return delivery.emitWithAck(selection, local, event, data, timeout);
    }

    @Override
    public List<Client> clients() {
        return List.copyOf(delivery.select(selection));
    }

    @Override
    public CompletionStage<Gathered<Integer>> count() {
        return delivery.count(selection, local);
    }

    @Override
    public CompletionStage<Gathered<List<FoundClient>>> fetchClients() {
        return delivery.find(selection, local);
    }

    @Override
    public CompletionStage<Gathered<Integer>> join(String... rooms) {
        return delivery.act(selection, local, new Publication.Join(Set.copyOf(List.of(rooms))));
    }

    @Override
    public CompletionStage<Gathered<Integer>> leave(String... rooms) {
        return delivery.act(selection, local, new Publication.Leave(Set.copyOf(List.of(rooms))));
    }

    @Override
    public CompletionStage<Gathered<Integer>> disconnect() {
        return delivery.act(selection, local, new Publication.Disconnect());
    }
}

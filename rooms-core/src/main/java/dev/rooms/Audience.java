package dev.rooms;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Those whom an event is for: rooms or everyone, less those who are left out.
 *
 * <p>{@code rooms.to("lobby").except(client).emit("typing", typing)}. Immutable and thread-safe: each method but
 * {@code emit} answers with a new audience. A client that is in several of the rooms receives the event once.
 */
public interface Audience {

    /** The members of that room too. */
    Audience to(String room);

    /** Without the members of that room. */
    Audience except(String room);

    /** Without that client. */
    Audience except(Client client);

    /** Without the clients with these ids, whichever server they are connected to. */
    Audience exceptIds(Collection<String> clientIds);

    /** For events that may be lost: dropped for each client to whom they wouldn't leave at once. */
    Audience asVolatile();

    /** On this server alone. */
    Audience asLocal();

    /**
     * Sends an event to all of them.
     *
     * <p>The data is serialised once, and framed once for each protocol, however many receive it. Delivery is at most
     * once; what one thread, or one client's handlers, emit to a room arrives there in that order. This never waits for a
     * client: one that is too slow is closed with 1013. On a cluster the event reaches members on other servers too,
     * after the local ones.
     *
     * @param event its name: not blank, and none that Socket.IO reserves ({@link EventNames})
     * @param data what Jackson can serialise, {@link Json} that is sent as it is, or {@link Arguments}. Binary data
     *     ({@code byte[]}, {@link java.nio.ByteBuffer}) travels as such to Socket.IO clients, and as base64 to plain ones
     * @return how many clients of this server it was sent to; {@link #emitAndCount} tells of all
     * @throws IllegalArgumentException when the name can't be used, or the data can't be serialised
     */
    int emit(String event, Object data);

    /**
     * Sends an event to all of them, and tells to how many on all servers it was sent; else like {@link #emit}.
     *
     * @return how many. Complete already when this server stands alone; else the other servers are asked, which delays nobody
     *     but whoever wants to know. What hangs on it must not block
     */
    CompletionStage<Gathered<Integer>> emitAndCount(String event, Object data);

    /**
     * Sends an event to all of them, and gathers their acknowledgements.
     *
     * @param timeout how long to wait for the last of them; clients of other servers have a little less
     * @return their answers, once everyone has answered or gone, or the time is over. Completes on a thread that may be
     *     blocked
     */
    CompletionStage<Answers> emitWithAck(String event, Object data, Duration timeout);

    /** Those of them who are connected to this server. */
    List<Client> clients();

    /** How many they are; already complete when this server stands alone. */
    CompletionStage<Gathered<Integer>> count();

    /** What is known of them; already complete when this server stands alone. */
    CompletionStage<Gathered<List<FoundClient>>> fetchClients();

    /**
     * Has all of them join these rooms; one that may be in no more rooms doesn't.
     *
     * @return how many they were. It may be ignored: it is done here when this returns, and asked of other servers
     */
    @CanIgnoreReturnValue
    CompletionStage<Gathered<Integer>> join(String... rooms);

    /** Has all of them leave these rooms; else like {@link #join}. */
    @CanIgnoreReturnValue
    CompletionStage<Gathered<Integer>> leave(String... rooms);

    /** Ends all of them; see {@link Client#disconnect}. Else like {@link #join}. */
    @CanIgnoreReturnValue
    CompletionStage<Gathered<Integer>> disconnect();
}

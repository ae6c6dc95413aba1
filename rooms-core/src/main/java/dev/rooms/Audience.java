package dev.rooms;

import java.util.Collection;

/**
 * Those whom an event is for: rooms or everyone, less those who are left out.
 *
 * <p>{@code rooms.to("lobby").except(client).emit("typing", typing)}. Immutable and thread-safe: each method but
 * {@code emit} answers with a new audience. A client that is in several of the rooms receives the event once.
 */
public interface Audience {

    /** The members of that room too. */
    Audience to(String room);

    /** Without that client. */
    Audience except(Client client);

    /** Without the clients with these ids, whichever server they are connected to. */
    Audience exceptIds(Collection<String> clientIds);

    /**
     * Sends an event to all of them.
     *
     * <p>The data is serialised once, and framed once for each protocol, however many receive it. Delivery is at most
     * once; what one thread, or one client's handlers, emit to a room arrives there in that order. This never waits for a
     * client: one that is too slow is closed with 1013. On a cluster the event reaches members on other servers too,
     * after the local ones.
     *
     * @param event its name: not blank, and none that Socket.IO reserves ({@link EventNames})
     * @param data what Jackson can serialise, or {@link Json} that is sent as it is
     * @return how many clients of this server it was sent to
     * @throws IllegalArgumentException when the name can't be used, or the data can't be serialised
     */
    int emit(String event, Object data);
}

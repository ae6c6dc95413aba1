package dev.rooms.cluster;

import java.util.concurrent.CompletionStage;

/** This server's clients, as the cluster needs them. Nothing blocks, and nothing fails. */
public interface LocalServer {

    /**
     * Does what another server published to this server's clients; false when there is no such namespace here.
     *
     * @param place where it stands among all that was published
     */
    boolean apply(Publication publication, Place place);

    /**
     * Answers another server's question about this server's clients.
     *
     * @param asker who asks
     */
    CompletionStage<Reply> answer(NodeId asker, Question question);

    /** A client has come to another server. */
    void arrivedElsewhere(Presence client);

    /** A client has gone from another server, or that server has. */
    void departedElsewhere(Presence client);
}

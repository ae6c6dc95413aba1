package dev.rooms.backplane;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** For a server that stands alone: there is nobody to tell. The default. */
public final class NoBackplane implements Backplane {
    /** A backplane that leads nowhere. */
    public NoBackplane() {}

    @Override
    public void start(Receiver receiver) {}

    @Override
    public void publish(Publication publication) {}

    @Override
    public CompletionStage<Boolean> send(String namespace, String clientId, Event event) {
        return CompletableFuture.completedStage(false);
    }

    @Override
    public void roomAppeared(String namespace, String room) {}

    @Override
    public void roomVanished(String namespace, String room) {}

    @Override
    public void close() {}
}

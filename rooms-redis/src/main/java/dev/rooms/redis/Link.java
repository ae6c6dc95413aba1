package dev.rooms.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection: makes it, notices its end, makes it anew. All of it runs in the lane.
 *
 * <p>The next connection is begun only after the one before is closed, and has told all that it ever will.
 */
final class Link<C extends StatefulConnection<String, byte[]>> {

    /** Who uses the connection; told in the lane. */
    interface Owner<C> {
        void up(C connection);

        /** There is no connection, or not yet; it is tried again. */
        void down(String why);
    }

    private final Lane lane;
    private final Supplier<? extends CompletionStage<C>> connect;
    private final Owner<C> owner;
    private final Backoff backoff;
    private final Duration patience;

    private @Nullable C connection;
    /** Which try counts: what comes of an older one is closed. */
    private int attempt;

    private boolean unexplained;
    private boolean closed;

    Link(Lane lane, RedisSettings settings, Supplier<? extends CompletionStage<C>> connect, Owner<C> owner) {
        this.lane = lane;
        this.connect = connect;
        this.owner = owner;
        backoff = new Backoff(settings.minReconnectDelay(), settings.maxReconnectDelay());
        // Lettuce itself gives up a connection, and then a handshake, after the timeout; Sentinels are asked before
        // that.
        patience = settings.timeout().multipliedBy(4);
    }

    void open() {
        if (closed) {
            return;
        }
        int current = ++attempt;
        CompletionStage<C> coming;
        try {
            coming = connect.get();
        } catch (RuntimeException refused) {
            failed(current, Reasons.of(refused));
            return;
        }
        Future<?> guard = lane.after(patience, () -> failed(current, "it didn't answer within " + patience));
        coming.whenComplete((made, failure) -> lane.execute(() -> {
            guard.cancel(false);
            if (made != null) {
                made(current, made);
            } else if (failure instanceof IllegalStateException && !unexplained) {
                unexplained(current);
            } else {
                failed(current, Reasons.of(failure));
            }
        }));
    }

    /** All is well: the next trouble begins with the shortest pause. */
    void settled() {
        backoff.reset();
    }

    /** The connection is of no use any more; another one shall be. */
    void rebuild(String why) {
        C useless = connection;
        if (useless != null) {
            connection = null;
            owner.down(why);
            CompletionStage<Void> closed = useless.closeAsync();
            closed.whenComplete((done, failure) -> lane.execute(this::reopen));
        }
    }

    /** Ends the connection, and makes no more; the owner isn't told. */
    void close() {
        closed = true;
        attempt++;
        C last = connection;
        if (last != null) {
            connection = null;
            Future<?> unused = last.closeAsync();
        }
    }

    private void made(int current, C made) {
        if (current != attempt) {
            Future<?> unused = made.closeAsync();
            return;
        }
        connection = made;
        made.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> ended) {
                lane.execute(() -> lost(made));
            }
        });
        if (made.isOpen()) {
            owner.up(made);
        } else {
            lost(made);
        }
    }

    /**
     * Where Redis refuses a handshake very soon, Lettuce looks for its outcome when that is gone already, and then can't say
     * why. The next try will tell.
     */
    private void unexplained(int current) {
        if (current == attempt) {
            unexplained = true;
            attempt++;
            reopen();
        }
    }

    private void failed(int current, String why) {
        if (current == attempt) {
            attempt++;
            unexplained = false;
            owner.down(why);
            reopen();
        }
    }

    private void lost(C ended) {
        if (ended == connection) {
            connection = null;
            owner.down("it closed the connection");
            Future<?> unused = ended.closeAsync();
            reopen();
        }
    }

    private void reopen() {
        Future<?> unused = lane.after(backoff.next(), this::open);
    }
}

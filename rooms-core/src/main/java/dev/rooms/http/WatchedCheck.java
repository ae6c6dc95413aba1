package dev.rooms.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A health check that always answers, in time.
 *
 * <p>Concurrency: {@code underWay} is guarded by {@code this}, which isn't held while the check runs. A check that hangs
 * holds one thread, however often it is asked.
 */
final class WatchedCheck {
    private static final Logger LOG = System.getLogger(WatchedCheck.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HealthCheck check;
    private final Executor executor;
    private final Duration patience;
    private CompletableFuture<Health> underWay = CompletableFuture.completedFuture(Health.up());

    WatchedCheck(HealthCheck check, Executor executor) {
        this(check, executor, PATIENCE);
    }

    WatchedCheck(HealthCheck check, Executor executor, Duration patience) {
        this.check = check;
        this.executor = executor;
        this.patience = patience;
    }

    /** How it is doing; joins in when the check is being asked already. */
    CompletableFuture<Health> ask() {
        return start().copy()
                .completeOnTimeout(
                        Health.down("no answer within " + patience.toMillis() + " ms"),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private synchronized CompletableFuture<Health> start() {
        if (underWay.isDone()) {
            try {
                underWay = CompletableFuture.supplyAsync(this::run, executor);
            } catch (RejectedExecutionException stopped) {
                return CompletableFuture.completedFuture(Health.down("the server has stopped"));
            }
        }
        return underWay;
    }

    private Health run() {
        try {
            return check.check();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "A health check failed, so it counts as down", failure);
            return Health.down("the check failed with " + failure.getClass().getSimpleName());
        }
    }
}

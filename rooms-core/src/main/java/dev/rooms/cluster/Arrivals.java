package dev.rooms.cluster;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Does what came, off the backplane's threads: what concerns one partition in its order, and what concerns several, or all,
 * after all before it in each of them and before all after it. Partitions don't wait for each other otherwise.
 *
 * <p>Concurrency: the tails, each the last task of its partition, and the count of bytes are guarded by {@code this}.
 */
final class Arrivals {
    private static final Logger LOG = System.getLogger(Arrivals.class.getName());

    private final Executor executor;
    private final long maxWaitingBytes;
    private final Tally tally;
    private final CompletableFuture<?>[] tails;
    private long waitingBytes;

    Arrivals(Executor executor, long maxWaitingBytes, Tally tally) {
        this.executor = executor;
        this.maxWaitingBytes = maxWaitingBytes;
        this.tally = tally;
        this.tails = IntStream.range(0, Channels.PARTITIONS)
                .mapToObj(partition -> CompletableFuture.completedFuture(null))
                .toArray(CompletableFuture<?>[]::new);
    }

    /**
     * Does something in its turn, unless too much waits already: then it is lost, and counted.
     *
     * @param partitions those that it concerns; none is all
     * @param bytes what it keeps in memory until then
     */
    synchronized void add(Collection<Integer> partitions, long bytes, Runnable task) {
        if (waitingBytes + bytes > maxWaitingBytes) {
            tally.lost(1);
            return;
        }
        waitingBytes += bytes;
        Runnable counted = () -> run(task, bytes);
        if (partitions.size() == 1) {
            int only = partitions.iterator().next();
            tails[only] = tails[only].thenRunAsync(counted, executor);
            return;
        }
        int[] concerned = partitions.isEmpty()
                ? IntStream.range(0, tails.length).toArray()
                : partitions.stream().mapToInt(Integer::intValue).toArray();
        CompletableFuture<?> done = CompletableFuture.allOf(IntStream.of(concerned)
                        .mapToObj(partition -> tails[partition])
                        .toArray(CompletableFuture<?>[]::new))
                .thenRunAsync(counted, executor);
        for (int partition : concerned) {
            tails[partition] = done;
        }
    }

    private void run(Runnable task, long bytes) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "What another server sent failed here", failure);
        } finally {
            synchronized (this) {
                waitingBytes -= bytes;
            }
        }
    }
}

package dev.rooms.cluster;

import dev.rooms.Gathered;
import dev.rooms.cluster.Letter.Replied;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The questions that are still open: each knows which servers owe it an answer, and is settled by the last of them, whether
 * that server answers, leaves or dies; or by its deadline; or by an answer that is enough. Thread-safe.
 */
final class Questions {
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /**
     * One more, which these servers will owe an answer to. Settled at once when there are none.
     *
     * @param continuation runs what hangs on the answer
     */
    Open open(Set<NodeId> owing, Predicate<Reply> isEnough, Executor continuation) {
        Open question = new Open(numbers.incrementAndGet(), owing, isEnough, continuation);
        open.put(question.number, question);
        question.settleIfComplete();
        return question;
    }

    void replied(NodeId from, Replied reply) {
        Open question = open.get(reply.number());
        if (question != null) {
            question.replied(from, reply);
        }
    }

    /** A server is gone: it answers nothing any more. If it died, it is missing; if it left, so have its clients. */
    void gone(NodeId peer, boolean died) {
        open.values().forEach(question -> question.gone(peer, died));
    }

    /** No more answers will come. */
    void close() {
        open.values().forEach(Open::overdue);
    }

    /** A question, and what came so far. Guarded by {@code this}. */
    final class Open {
        private final long number;
        private final Map<NodeId, Integer> partsByOwing = new HashMap<>();
        private final Predicate<Reply> isEnough;
        private final Executor continuation;
        private final List<Reply> replies = new ArrayList<>();
        private final Set<String> missing = new HashSet<>();
        private final CompletableFuture<Gathered<List<Reply>>> settled = new CompletableFuture<>();

        private Open(long number, Set<NodeId> owing, Predicate<Reply> isEnough, Executor continuation) {
            this.number = number;
            this.isEnough = isEnough;
            this.continuation = continuation;
            owing.forEach(peer -> partsByOwing.put(peer, 0));
        }

        long number() {
            return number;
        }

        /** What came, and from whom nothing did; never fails. */
        CompletableFuture<Gathered<List<Reply>>> settled() {
            return settled;
        }

        private void replied(NodeId from, Replied reply) {
            boolean enough;
            synchronized (this) {
                Integer next = partsByOwing.get(from);
                // A part before this one was lost, so the answer will never be whole: it is missing at the deadline.
                if (next == null || next != reply.part()) {
                    return;
                }
                if (reply.last()) {
                    partsByOwing.remove(from);
                } else {
                    partsByOwing.put(from, next + 1);
                }
                replies.add(reply.reply());
                enough = isEnough.test(reply.reply());
            }
            if (enough) {
                settle();
            } else {
                settleIfComplete();
            }
        }

        private void gone(NodeId peer, boolean died) {
            synchronized (this) {
                if (partsByOwing.remove(peer) != null && died) {
                    missing.add(peer.toString());
                }
            }
            settleIfComplete();
        }

        /** It couldn't be asked, or the time is over: whoever owes an answer is missing. */
        void overdue() {
            synchronized (this) {
                partsByOwing.keySet().forEach(peer -> missing.add(peer.toString()));
                partsByOwing.clear();
            }
            settle();
        }

        private void settleIfComplete() {
            synchronized (this) {
                if (!partsByOwing.isEmpty()) {
                    return;
                }
            }
            settle();
        }

        private void settle() {
            Gathered<List<Reply>> all;
            synchronized (this) {
                all = new Gathered<>(List.copyOf(replies), missing);
            }
            if (open.remove(number) == null) {
                return;
            }
            try {
                continuation.execute(() -> settled.complete(all));
            } catch (RejectedExecutionException stopped) {
                settled.complete(all);
            }
        }
    }
}

package dev.rooms.engineio;

import dev.rooms.http.HttpResponse;
import dev.rooms.transport.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One GET that waits for packets. It is answered with no lock held, as the answer is written by whoever gives it. */
final class Poll {
    private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    private final UnaryOperator<HttpResponse> finish;
    private volatile @Nullable Future<?> held;

    /** A GET; the operator adds what its page needs to read the answer. */
    Poll(UnaryOperator<HttpResponse> finish) {
        this.finish = finish;
    }

    CompletionStage<HttpResponse> answer() {
        return answer;
    }

    /** The task that lets it go; it is of no use once the answer is there. */
    void hold(@Nullable Future<?> task) {
        held = task;
        if (answer.isDone()) {
            letGo();
        }
    }

    private void letGo() {
        Future<?> task = held;
        if (task != null) {
            task.cancel(false);
        }
    }

    void give(List<Frame> packets) {
        complete(EnginePackets.payload(packets));
    }

    void refuse(EngineError error) {
        complete(error.response());
    }

    private void complete(HttpResponse response) {
        answer.complete(finish.apply(response));
        letGo();
    }
}

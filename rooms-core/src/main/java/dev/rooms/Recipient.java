package dev.rooms;

import java.util.concurrent.CompletionStage;

/** One client by its id, whichever server it is connected to. Thread-safe. */
@FunctionalInterface
public interface Recipient {
    /**
     * Sends an event to that client alone; otherwise like {@link Audience#emit}.
     *
     * @return how many clients it was sent to: 1, or 0 when no server has that client. Already complete when this server
     *     has it, or stands alone
     */
    CompletionStage<Integer> emit(String event, Object data);
}

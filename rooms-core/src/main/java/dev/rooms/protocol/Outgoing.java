package dev.rooms.protocol;

import dev.rooms.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to clients.
 *
 * @param event its name
 * @param content its data
 * @param ackId what an answer to it repeats; null when none is wanted
 * @param offset where it stands among all that may be recovered; null when it can't be
 */
public record Outgoing(
        String event,
        Content content,
        @Nullable String ackId,
        @Nullable String offset) {}

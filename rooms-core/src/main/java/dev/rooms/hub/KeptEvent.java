package dev.rooms.hub;

import dev.rooms.Json;
import dev.rooms.cluster.Place;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event that was sent; to a selection, or to one client.
 *
 * @param offset its number on this server
 * @param place where it stands among all that its server published; null when it is this server's alone
 * @param size roughly what it holds, in bytes
 */
record KeptEvent(
        long offset,
        long sentAt,
        @Nullable Selection selection,
        @Nullable String clientId,
        @Nullable Place place,
        EncodedEvent event,
        long size) {

    /** Its data, and the same once more in frames. */
    static long size(EncodedEvent event) {
        long size = 200;
        for (Json value : event.content().values()) {
            size += 2L * value.text().length();
        }
        for (ByteBuffer attachment : event.content().attachments()) {
            size += 2L * attachment.remaining();
        }
        return size;
    }

    /**
     * Whether a client should have it.
     *
     * @param joinedAt the rooms that it is in, each with the last offset before
     */
    boolean isFor(String id, Map<String, Long> joinedAt) {
        if (selection == null) {
            return id.equals(clientId);
        }
        if (selection.exceptIds().contains(id)
                || selection.exceptRooms().stream().anyMatch(room -> isIn(room, joinedAt))) {
            return false;
        }
        return selection.rooms().isEmpty() || selection.rooms().stream().anyMatch(room -> isIn(room, joinedAt));
    }

    private boolean isIn(String room, Map<String, Long> joinedAt) {
        Long since = joinedAt.get(room);
        return since != null && since < offset;
    }
}

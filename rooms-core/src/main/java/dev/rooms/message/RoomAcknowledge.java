package dev.rooms.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Answers a join or a leave (CONTRACT §1).
 *
 * @param clientId the client that asked
 * @param clientName its name
 * @param success whether it was done
 * @param resourceId the room, under its older name; the same as {@code roomName}
 * @param roomName the room; empty when the request named none
 * @param error why it wasn't done, for a person; null on success
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoomAcknowledge(
        String clientId,
        String clientName,
        boolean success,
        String resourceId,
        String roomName,
        @Nullable String error) {

    /** It was done. */
    public static RoomAcknowledge succeeded(String clientId, String clientName, String roomName) {
        return new RoomAcknowledge(clientId, clientName, true, roomName, roomName, null);
    }

    /** It wasn't done, and why. */
    public static RoomAcknowledge failed(String clientId, String clientName, String roomName, String error) {
        return new RoomAcknowledge(clientId, clientName, false, roomName, roomName, error);
    }
}

package dev.rooms.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks to join or leave a room (CONTRACT §2); {@code resourceId} is the older name of {@code roomName}. At least one is
 * given, and if both are, they are the same.
 *
 * @param roomName the room
 * @param resourceId the room, under its older name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoomRequest(
        @Nullable String roomName, @Nullable String resourceId) {}

package dev.rooms.message;

/**
 * Answers a message that was sent to a room (CONTRACT §2 and §4).
 *
 * @param success always true; a failure is a {@link FailedAcknowledge}
 * @param roomName the room
 * @param recipients how many clients it was sent to
 */
public record SendAcknowledge(boolean success, String roomName, int recipients) {}

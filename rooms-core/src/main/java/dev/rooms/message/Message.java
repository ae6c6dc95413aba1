package dev.rooms.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message for a room (CONTRACT §1). All but {@code replyToSender} are required.
 *
 * @param id the message's id, made by its sender
 * @param clientId the sender's id, as the sender claims it
 * @param clientName the sender's name, as the sender claims it
 * @param roomName the room that it is for
 * @param messageType what kind of message it is; free text
 * @param message the text
 * @param replyToSender whether the sender receives it too; null is false
 * @param timestamp when it was written; ISO-8601 with zone or offset
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Message(
        @NotBlank String id,
        @NotBlank String clientId,
        @NotBlank String clientName,
        @NotBlank String roomName,
        @NotBlank String messageType,
        @NotBlank String message,
        @Nullable Boolean replyToSender,
        @NotNull Instant timestamp) {

    /** Whether the sender receives the message too. */
    public boolean repliesToSender() {
        return Boolean.TRUE.equals(replyToSender);
    }
}

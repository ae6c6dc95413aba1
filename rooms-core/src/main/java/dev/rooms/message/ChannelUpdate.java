package dev.rooms.message;

import jakarta.validation.constraints.NotBlank;

/**
 * The older kind of message (CONTRACT §1, "Channel update"); all fields are required.
 *
 * @param id the update's id
 * @param feature what it is about
 * @param subFeature what part of it
 * @param resourceId the room that it is for
 * @param message the text
 */
public record ChannelUpdate(
        @NotBlank String id,
        @NotBlank String feature,
        @NotBlank String subFeature,
        @NotBlank String resourceId,
        @NotBlank String message) {}

package dev.rooms.message;

/**
 * Acknowledges an event that was refused.
 *
 * @param success always false
 * @param error why, for a person
 */
public record FailedAcknowledge(boolean success, String error) {
    /** It was refused, and why. */
    public FailedAcknowledge(String error) {
        this(false, error);
    }
}

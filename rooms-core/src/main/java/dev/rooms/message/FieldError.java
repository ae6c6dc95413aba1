package dev.rooms.message;

/**
 * One field that was wrong.
 *
 * @param field its path, such as {@code roomName} or {@code items[2].price}
 * @param message what was wrong with it, for a person; begins with the field's name
 */
public record FieldError(String field, String message) {}

package dev.rooms.backplane;

/**
 * An event, its data serialised already.
 *
 * @param name the event's name
 * @param json the data as JSON text
 */
public record Event(String name, String json) {}

package dev.rooms.protocol.json;

import dev.rooms.Json;
import dev.rooms.payload.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * One plain message.
 *
 * @param event the event's name
 * @param data its data; JSON's null when left out
 * @param ackId the id that the answer repeats, as it was written; null when there was none
 */
record Envelope(String event, Parsed data, @Nullable Json ackId) {}

package dev.rooms.protocol;

import dev.rooms.Json;
import dev.rooms.payload.Parsed;
import dev.rooms.transport.Frame;
import java.util.function.Function;

/**
 * An event from a client.
 *
 * @param event its name
 * @param data its data; JSON's null when it had none
 * @param wantsAcknowledgement whether the client waits for an answer
 * @param acknowledgement frames the answer; used without being asked for only where the protocol allows that
 */
public record Received(
        String event, Parsed data, boolean wantsAcknowledgement, Function<Json, Frame> acknowledgement) {}

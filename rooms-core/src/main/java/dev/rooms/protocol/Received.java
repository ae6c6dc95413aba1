package dev.rooms.protocol;

import dev.rooms.payload.Content;
import dev.rooms.payload.ParsedArguments;
import java.util.function.Function;

/**
 * An event from a client.
 *
 * @param event its name
 * @param arguments its data
 * @param wantsAcknowledgement whether the client waits for an answer
 * @param answerable whether the protocol can carry an answer that wasn't asked for
 * @param acknowledgement frames the answer
 */
public record Received(
        String event,
        ParsedArguments arguments,
        boolean wantsAcknowledgement,
        boolean answerable,
        Function<Content, Packet> acknowledgement) {}

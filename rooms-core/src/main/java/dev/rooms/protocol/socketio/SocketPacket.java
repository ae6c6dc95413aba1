package dev.rooms.protocol.socketio;

import dev.rooms.RefusedException;
import dev.rooms.payload.Parsed;
import dev.rooms.payload.ParsedArguments;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One packet from a client, whole and valid (Socket.IO v5, "Packet types"). A binary event is an {@link Event} with
 * attachments, and a binary acknowledgement an {@link Acknowledgement} with some.
 */
public sealed interface SocketPacket {

    /** The namespace that it is for, such as {@code /} or {@code /chat}; whether there is one, nobody has looked yet. */
    String namespace();

    /**
     * The client wants to join a namespace.
     *
     * @param auth an object, empty when the client sent none
     */
    record Connect(String namespace, Parsed auth) implements SocketPacket {}

    /** The client leaves a namespace. */
    record Disconnect(String namespace) implements SocketPacket {}

    /**
     * An event.
     *
     * @param name its name, not a reserved one; a number's text when it was a number
     * @param arguments what follows the name
     * @param ackId the id to acknowledge it with: up to 20 digits; null when the client wants no answer
     */
    record Event(
            String namespace,
            String name,
            ParsedArguments arguments,
            @Nullable String ackId) implements SocketPacket {}

    /**
     * The answer to an event of the server's.
     *
     * @param arguments what the client answers
     * @param ackId which event it answers, or none that the server ever sent; null when it doesn't say
     */
    record Acknowledgement(
            String namespace,
            ParsedArguments arguments,
            @Nullable String ackId) implements SocketPacket {}

    /**
     * What servers send to refuse a client; one from a client means nothing.
     *
     * @param data a string, an object, or JSON's null when there was none
     */
    record ConnectError(String namespace, Parsed data) implements SocketPacket {}

    /**
     * A packet whose JSON is well-formed, but more than is taken here: too deep, a name or a number too long, or a key
     * twice. The client is told, and stays.
     *
     * @param connecting whether it was to join the namespace
     * @param ackId the id that an event's answer would have had; null when there was none
     * @param reason what to tell
     */
    record Refused(
            String namespace, boolean connecting, @Nullable String ackId, RefusedException reason)
            implements SocketPacket {}

    /** The same packet with its attachments. */
    default SocketPacket with(List<ByteBuffer> attachments) {
        if (this instanceof Event event) {
            return new Event(
                    event.namespace,
                    event.name,
                    new ParsedArguments(event.arguments.values(), attachments),
                    event.ackId);
        }
        if (this instanceof Acknowledgement answer) {
            return new Acknowledgement(
                    answer.namespace, new ParsedArguments(answer.arguments.values(), attachments), answer.ackId);
        }
        return this;
    }
}

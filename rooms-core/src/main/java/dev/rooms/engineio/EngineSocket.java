package dev.rooms.engineio;

import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.Frame;
import java.nio.ByteBuffer;

/**
 * One connected client of an {@link EngineServer}, whatever carries its packets at the moment.
 *
 * <p>As a {@link ClientChannel} it takes packets that are encoded already and may be shared by many sockets: a text frame
 * made by {@link #message(String)}, or a binary frame. An upgrade from polling to WebSocket loses, doubles and reorders
 * nothing. Thread-safe; no method blocks.
 */
public interface EngineSocket extends ClientChannel {

    /** The session's id, made by the server: 24 characters, unguessable, URL-safe. */
    String id();

    /** What carries its packets now. */
    EngineTransport transport();

    /** Whether a packet would leave at once: nothing waits, and over polling a request is there to carry it. */
    @Override
    boolean isWritable();

    /** Sends a text message; false when too much waits already, which the sender should end the socket for. */
    default boolean sendText(String text) {
        return send(message(text));
    }

    /** Sends a binary message; otherwise like {@link #sendText}. */
    default boolean sendBinary(ByteBuffer bytes) {
        return send(Frame.binary(bytes));
    }

    /** A text message as a packet, for any number of sockets (Engine.IO v4, "Packet encoding": type 4). */
    static Frame message(String text) {
        return Frame.text("4" + text);
    }
}

package dev.rooms.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rooms.Json;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.payload.Content;
import dev.rooms.protocol.Outgoing;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import dev.rooms.transport.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Makes the packets of one namespace, as Engine.IO's messages (Socket.IO v5, "Packet encoding"). They are made once and
 * shared by all recipients. Thread-safe, and without state.
 */
public final class PacketWriter implements Protocol {
    private final String namespace;

    /** What stands between type and JSON. */
    private final String prefix;

    /** Writes for that namespace, such as {@code /} or {@code /chat}. */
    public PacketWriter(String namespace) {
        this.namespace = namespace;
        this.prefix = namespace.equals("/") ? "" : namespace + ",";
    }

    /** The namespace that it writes for. */
    String namespace() {
        return namespace;
    }

    /** Tells a client that it is connected to the namespace, and its id there. */
    public Frame connect(String sid) {
        return EngineSocket.message(start(PacketHeader.CONNECT, 0, "{\"sid\":") + quoted(sid) + "}");
    }

    /** Tells also the private id to come back with, after a lost connection. */
    public Frame connect(String sid, String pid) {
        return EngineSocket.message(
                start(PacketHeader.CONNECT, 0, "{\"sid\":") + quoted(sid) + ",\"pid\":" + quoted(pid) + "}");
    }

    /** Tells a client that it isn't let into the namespace, with what the middleware added to the message. */
    public Frame connectError(String message, @Nullable Json data) {
        return EngineSocket.message(start(PacketHeader.CONNECT_ERROR, 0, "{\"message\":")
                + quoted(message)
                + (data == null ? "}" : ",\"data\":" + data.text() + "}"));
    }

    /** Tells a client that it is no longer connected to the namespace. */
    public Frame disconnect() {
        return EngineSocket.message(start(PacketHeader.DISCONNECT, 0, ""));
    }

    /** An event; its offset is the last argument, by which a client that comes back tells what it had. */
    @Override
    public Packet event(Outgoing event) {
        Content content = event.content();
        char type = content.attachments().isEmpty() ? PacketHeader.EVENT : PacketHeader.BINARY_EVENT;
        StringBuilder text = arguments(type, event.ackId(), quoted(event.event()), content);
        String offset = event.offset();
        if (offset != null) {
            text.append(',').append(quoted(offset));
        }
        return packet(text.append(']'), content);
    }

    /** The answer to a client's event. */
    public Packet acknowledgement(String ackId, Content content) {
        char type = content.attachments().isEmpty() ? PacketHeader.ACK : PacketHeader.BINARY_ACK;
        return packet(arguments(type, ackId, "", content).append(']'), content);
    }

    private static Packet packet(StringBuilder text, Content content) {
        return new Packet(
                EngineSocket.message(text.toString()),
                content.attachments().stream().map(Frame::binary).toList());
    }

    /** All but the end of the array, which begins with the first if there is one. */
    private StringBuilder arguments(char type, @Nullable String ackId, String first, Content content) {
        int length = 40 + first.length() + prefix.length();
        for (Json value : content.values()) {
            length += value.text().length() + 1;
        }
        StringBuilder text = new StringBuilder(length);
        text.append(start(type, content.attachments().size(), ackId == null ? "" : ackId))
                .append('[')
                .append(first);
        boolean separate = !first.isEmpty();
        for (Json value : content.values()) {
            if (separate) {
                text.append(',');
            }
            text.append(value.text());
            separate = true;
        }
        return text;
    }

    private String start(char type, int attachments, String rest) {
        return attachments == 0 ? type + prefix + rest : type + "" + attachments + "-" + prefix + rest;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}

package dev.rooms.protocol.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.rooms.EventNames;
import dev.rooms.Json;
import dev.rooms.payload.Parsed;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.payload.Payloads;
import dev.rooms.payload.Placeholders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of packets, once over each: every argument is kept both as a tree and as the piece of text that it was,
 * to be forwarded untouched. Thread-safe, and without state.
 *
 * <p>What is no packet (Socket.IO v5, "Packet encoding") is a violation, as it is for socket.io-parser. JSON that is more
 * than our limits is refused instead, as its client does speak the protocol.
 */
public final class PacketReader {
    private final JsonFactory parsers;
    private final ObjectReader values;
    private final int maxAttachments;

    /** Reads with the payloads' limits, and takes up to so many attachments for one packet. */
    public PacketReader(Payloads payloads, int maxAttachments) {
        this.parsers = payloads.parsers();
        this.values = payloads.valueReader();
        this.maxAttachments = maxAttachments;
    }

    /**
     * What was read from one text.
     *
     * @param packet the packet, without attachments yet
     * @param attachments how many binary frames must follow before it is whole
     */
    record Head(SocketPacket packet, int attachments) {}

    /**
     * Reads one text, as Engine.IO carries it: without the 4 that it has in front.
     *
     * @throws ProtocolViolationException when it is no packet
     */
    Head read(String text) {
        PacketHeader header = PacketHeader.read(text, maxAttachments);
        return new Head(packet(header, text.substring(header.end())), header.attachments());
    }

    private SocketPacket packet(PacketHeader header, String json) {
        try (JsonParser parser = parsers.createParser(json)) {
            Reading reading = new Reading(parser, json, header);
            SocketPacket packet = reading.packet();
            if (parser.nextToken() != null) {
                throw new ProtocolViolationException("there is more after the packet's JSON");
            }
            return packet;
        } catch (JsonProcessingException failed) {
            if (Payloads.isOverLimits(failed)) {
                return new SocketPacket.Refused(
                        header.namespace(),
                        header.type() == PacketHeader.CONNECT,
                        header.type() == PacketHeader.EVENT || header.type() == PacketHeader.BINARY_EVENT
                                ? header.ackId()
                                : null,
                        Payloads.malformed(failed));
            }
            throw new ProtocolViolationException(Payloads.malformed(failed).getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a String can't fail to be read", impossible);
        }
    }

    /** One packet's JSON on its way in. */
    private final class Reading {
        private final JsonParser parser;
        private final String json;
        private final PacketHeader header;

        Reading(JsonParser parser, String json, PacketHeader header) {
            this.parser = parser;
            this.json = json;
            this.header = header;
        }

        SocketPacket packet() throws IOException {
            parser.nextToken();
            return switch (header.type()) {
                case PacketHeader.CONNECT -> new SocketPacket.Connect(header.namespace(), auth());
                case PacketHeader.DISCONNECT -> disconnect();
                case PacketHeader.EVENT, PacketHeader.BINARY_EVENT -> event();
                case PacketHeader.ACK, PacketHeader.BINARY_ACK -> acknowledgement();
                default -> new SocketPacket.ConnectError(header.namespace(), error());
            };
        }

        private Parsed auth() throws IOException {
            if (parser.currentToken() == null) {
                return new Parsed(new Json("{}"), JsonNodeFactory.instance.objectNode());
            }
            require(parser.currentToken() == JsonToken.START_OBJECT, "a CONNECT packet's payload must be an object");
            return value();
        }

        private SocketPacket disconnect() {
            require(parser.currentToken() == null, "a DISCONNECT packet has no payload");
            return new SocketPacket.Disconnect(header.namespace());
        }

        private Parsed error() throws IOException {
            JsonToken token = parser.currentToken();
            if (token == null) {
                return new Parsed(Json.NULL, NullNode.instance);
            }
            require(
                    token == JsonToken.VALUE_STRING || token == JsonToken.START_OBJECT,
                    "a CONNECT_ERROR packet's payload must be a string or an object");
            return value();
        }

        private SocketPacket event() throws IOException {
            require(
                    parser.currentToken() == JsonToken.START_ARRAY,
                    "an EVENT packet's payload must be an array that begins with the event's name");
            JsonToken first = parser.nextToken();
            require(
                    first == JsonToken.VALUE_STRING || first.isNumeric(),
                    "an event's name must be a string or a number");
            String name = parser.getText();
            require(
                    first.isNumeric() || !EventNames.RESERVED.contains(name),
                    "an event must not have a name that Socket.IO reserves");
            return new SocketPacket.Event(header.namespace(), name, rest(), header.ackId());
        }

        private SocketPacket acknowledgement() throws IOException {
            require(parser.currentToken() == JsonToken.START_ARRAY, "an ACK packet's payload must be an array");
            return new SocketPacket.Acknowledgement(header.namespace(), rest(), header.ackId());
        }

        /** What the array holds from here to its end. */
        private ParsedArguments rest() throws IOException {
            List<Parsed> arguments = new ArrayList<>(2);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Parsed argument = value();
                require(
                        !header.isBinary() || Placeholders.fit(argument.tree(), header.attachments()),
                        "a placeholder's \"num\" must be a whole number below the number of attachments");
                arguments.add(argument);
            }
            return arguments.isEmpty() ? ParsedArguments.NONE : new ParsedArguments(arguments, List.of());
        }

        private Parsed value() throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            JsonNode tree = values.readTree(parser);
            int end = (int) parser.currentLocation().getCharOffset();
            return new Parsed(new Json(json.substring(start, end)), tree);
        }
    }

    private static void require(boolean right, String demand) {
        if (!right) {
            throw new ProtocolViolationException(demand);
        }
    }
}

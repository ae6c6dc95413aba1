package dev.rooms.engineio;

import dev.rooms.http.HttpResponse;
import dev.rooms.transport.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Packets of the server's own, and payloads of several packets (Engine.IO v4, "Packet encoding", "HTTP long-polling"). */
final class EnginePackets {
    static final Frame CLOSE = Frame.text("1");
    static final Frame PING = Frame.text("2");
    static final Frame NOOP = Frame.text("6");

    static final String PROBE = "2probe";
    static final Frame PROBE_ANSWER = Frame.text("3probe");
    static final String UPGRADE = "5";

    private static final char SEPARATOR = '\u001e';

    private EnginePackets() {}

    /** The packet that opens a session. */
    static Frame open(String sid, boolean upgradable, EngineSettings settings) {
        return Frame.text("0{\"sid\":\"" + sid
                + "\",\"upgrades\":" + (upgradable ? "[\"websocket\"]" : "[]")
                + ",\"pingInterval\":" + millis(settings.pingInterval())
                + ",\"pingTimeout\":" + millis(settings.pingTimeout())
                + ",\"maxPayload\":" + settings.maxPayload() + "}");
    }

    private static long millis(Duration time) {
        return time.toMillis();
    }

    /** The answer to a poll: packets as one payload, binary ones in base64. */
    static HttpResponse payload(List<Frame> packets) {
        int size = packets.size();
        for (Frame packet : packets) {
            size += packet.size();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(size);
        for (Frame packet : packets) {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            write(packet, body);
        }
        return plain(body.toByteArray());
    }

    private static void write(Frame packet, ByteArrayOutputStream body) {
        ByteBuffer bytes = packet.payload();
        if (packet.kind() == Frame.Kind.BINARY) {
            body.write('b');
            bytes = Base64.getEncoder().encode(bytes);
        }
        byte[] raw = new byte[bytes.remaining()];
        bytes.get(raw);
        body.writeBytes(raw);
    }

    /** The answer to a post. */
    static HttpResponse ok() {
        return plain(new byte[] {'o', 'k'});
    }

    private static HttpResponse plain(byte[] body) {
        return new HttpResponse(
                200, Map.of("Content-Type", "text/plain; charset=UTF-8", "Cache-Control", "no-store"), body);
    }

    /** The packets of a payload that a client posted; empty when it isn't UTF-8. */
    static Optional<List<String>> split(byte[] body) {
        String payload;
        try {
            payload = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
        List<String> packets = new ArrayList<>(1);
        int from = 0;
        for (int end = payload.indexOf(SEPARATOR); end >= 0; end = payload.indexOf(SEPARATOR, from)) {
            packets.add(payload.substring(from, end));
            from = end + 1;
        }
        packets.add(payload.substring(from));
        return Optional.of(packets);
    }

    /**
     * The bytes of a binary packet in base64 ({@code b...}); null when it is none. Line feeds don't matter: the official
     * client for Java breaks its lines.
     */
    static @Nullable ByteBuffer binary(String packet) {
        String base64 = packet.substring(1);
        if (base64.indexOf('\n') >= 0) {
            base64 = base64.replace("\n", "");
        }
        try {
            // Latin-1 keeps what isn't ASCII out of the alphabet, as '?' is none of it.
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}

package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client by hand (RFC 6455), for what no proper client would do: odd handshakes, frames bit by bit, not
 * reading, hanging up in the middle. It answers nothing by itself, no ping and no close frame.
 */
public final class RawClient {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 10_000;
    /** Small, so that a client that doesn't read fills up soon. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    /**
     * A frame as it came.
     *
     * @param fin whether it is the last of its message
     * @param opcode what it is
     * @param text its payload as text
     * @param closeCode what it begins with, where it is a close frame
     */
    public record RawFrame(boolean fin, int opcode, String text, int closeCode) {
        static RawFrame of(int firstByte, byte[] payload) {
            int closeCode = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
            return new RawFrame(
                    (firstByte & 0x80) != 0, firstByte & 0x0F, new String(payload, StandardCharsets.UTF_8), closeCode);
        }
    }

    private final URI uri;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawClient(URI uri) throws IOException {
        this.uri = uri;
        this.socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
        // Unbuffered, so that nothing is read that wasn't asked for.
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RawClient dial(URI uri) throws IOException {
        return new RawClient(uri);
    }

    /** The request of a proper handshake, whose last header is still to come. */
    static String request(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "GET " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    /** Completes the handshake. */
    RawClient upgrade(String... headers) throws IOException {
        assertThat(handshake(uri, headers)).as("the handshake's status").isEqualTo(101);
        return this;
    }

    /** Sends a handshake with more headers; the status of the answer. */
    int handshake(URI target, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(request(target));
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        try {
            sendBytes(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        } catch (SocketException hungUpOn) {
            // The answer, if there is one, was sent before the end of the request.
        }
        return status();
    }

    /** Reads the answer to a handshake up to its blank line; 0 when the connection ended instead. */
    int status() throws IOException {
        try {
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                lines.add(line);
            }
            return lines.isEmpty()
                    ? 0
                    : Integer.parseInt(
                            lines.get(0).substring("HTTP/1.1 ".length()).substring(0, 3));
        } catch (EOFException | SocketException ended) {
            return 0;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    /**
     * How a handshake was refused: with a status, or, where a container can't do that, with a close frame, as the first
     * that comes on the new connection.
     *
     * @param status the handshake's status; 0 when the server hung up
     * @param closeCode the close frame's code; 0 when there was none
     * @param text what the close frame says
     */
    public record Refusal(int status, int closeCode, String text) {
        /** That the client may not connect as it is. */
        void assertFinal() {
            assertThat(closeCode == 1008 || (status >= 400 && status < 500))
                    .as("%s", this)
                    .isTrue();
        }

        /** That it may try again later. */
        void assertPassing(int code) {
            assertThat(closeCode == code || status == 503).as("%s", this).isTrue();
        }
    }

    /** Sends a handshake that must be refused, and hangs up. */
    Refusal refusal(URI target, String... headers) throws IOException {
        int status = handshake(target, headers);
        Refusal refusal = new Refusal(status, 0, "");
        if (status == 101) {
            RawFrame frame = read().orElseThrow(() -> new AssertionError("let in, and hung up on without a word"));
            assertThat(frame.opcode())
                    .as("the first frame of a refused connection")
                    .isEqualTo(CLOSE);
            refusal = new Refusal(status, frame.closeCode(), frame.text().substring(2));
        }
        hangUp();
        return refusal;
    }

    /** Sends a handshake that must be refused for good. */
    void assertRefused(URI target, String... headers) throws IOException {
        refusal(target, headers).assertFinal();
    }

    /** Sends bytes as they are. */
    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends a text message in one frame. */
    void send(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one frame, masked. */
    void send(boolean fin, int opcode, byte[] payload) throws IOException {
        sendBytes(frame(fin, opcode, payload));
    }

    /** One frame's bytes, masked as RFC 6455 §5.3 asks of clients. */
    static byte[] frame(boolean fin, int opcode, byte[] payload) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) ((fin ? 0x80 : 0) | opcode));
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Reads one frame; empty when the connection ended, in whatever way. */
    Optional<RawFrame> read() throws IOException {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            assertThat(second & 0x80).as("a server's frame is not masked").isZero();
            long length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return Optional.of(RawFrame.of(first, payload));
        } catch (EOFException | SocketException ended) {
            return Optional.empty();
        }
    }

    /** Reads one byte; -1 at the end. */
    int readByte() throws IOException {
        try {
            return in.read();
        } catch (SocketException ended) {
            return -1;
        }
    }

    /** Reads on until a frame of that kind; empty when the connection ended before. */
    Optional<RawFrame> readUntil(int opcode) throws IOException {
        Optional<RawFrame> frame = read();
        while (frame.isPresent() && frame.get().opcode() != opcode) {
            frame = read();
        }
        return frame;
    }

    /** Reads on until an event of that name. */
    KitEvent readUntil(String event) throws IOException {
        while (true) {
            RawFrame frame = readUntil(TEXT)
                    .orElseThrow(() -> new AssertionError("the connection ended before the event '" + event + "'"));
            KitEvent heard = KitEvent.parse(frame.text());
            if (heard.name().equals(event)) {
                return heard;
            }
        }
    }

    /** Reads all that still comes, and what the close frame said; empty when the connection ended without one. */
    Optional<RawFrame> readToTheEnd() throws IOException {
        Optional<RawFrame> close = Optional.empty();
        for (Optional<RawFrame> frame = read(); frame.isPresent(); frame = read()) {
            if (frame.get().opcode() == CLOSE) {
                close = frame;
                answer(frame.get());
            }
        }
        return close;
    }

    /** Answers a close frame with the same code, as a proper client does. */
    private void answer(RawFrame close) throws IOException {
        try {
            send(
                    true,
                    CLOSE,
                    ByteBuffer.allocate(2).putShort((short) close.closeCode()).array());
        } catch (SocketException over) {
            // The server needed no answer.
        }
    }

    /** Joins a room and reads up to the acknowledgement. */
    void join(String room) throws IOException {
        send("{\"event\":\"join-room\",\"data\":" + Payloads.room(room) + "}");
        readUntil("ack");
    }

    /** Ends the connection with a reset, as a peer does that is gone. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    /** Ends the connection without a close frame. */
    void hangUp() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "raw client of %s", uri);
    }
}

package dev.rooms.undertow;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that writes bytes as it is told, right or wrong, and ends as rudely as it likes. */
final class RawClient implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CONTINUATION = 0;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final int PATIENCE_MILLIS = 10_000;

    /** A frame from the server. */
    @SuppressWarnings("ArrayRecordComponent") // compared by no one
    record Received(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    private RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A TCP connection, no more. */
    static RawClient connect(RoomsServer server) throws IOException {
        return connect(server.port());
    }

    /** A TCP connection, no more. */
    static RawClient connect(int port) throws IOException {
        return new RawClient(port);
    }

    /** An open WebSocket. */
    static RawClient open(RoomsServer server) throws IOException {
        return open(server, "/ws");
    }

    /** An open WebSocket at some path. */
    static RawClient open(RoomsServer server, String target) throws IOException {
        RawClient client = connect(server).write(handshake(target));
        String head = client.readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no upgrade: " + head);
        }
        return client;
    }

    /** A right handshake, with more header lines if wanted. */
    static String handshake(String target, String... more) {
        return request(
                "GET " + target + " HTTP/1.1",
                concat(
                        List.of(
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: " + KEY),
                        List.of(more)));
    }

    /** A request without body. */
    static String request(String line, List<String> headers) {
        return line + "\r\nHost: localhost\r\n" + String.join("\r\n", headers) + (headers.isEmpty() ? "" : "\r\n")
                + "\r\n";
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    RawClient write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient send(int firstByte, byte[] payload) throws IOException {
        return write(frame(firstByte, payload));
    }

    RawClient text(String text) throws IOException {
        return send(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient join(String room) throws IOException {
        return text("{\"event\":\"join-room\",\"data\":{\"roomName\":\"" + room + "\"},\"ackId\":1}");
    }

    /** A masked frame. */
    static byte[] frame(int firstByte, byte[] payload) {
        byte[] masked = payload.clone();
        byte[] mask = {1, 2, 3, 4};
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % 4];
        }
        byte[] header = header(firstByte, payload.length);
        return ByteBuffer.allocate(header.length + masked.length)
                .put(header)
                .put(masked)
                .array();
    }

    /** The header of a masked frame, whatever follows. */
    static byte[] header(int firstByte, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) firstByte);
        if (length < 0 || length > 0xFFFF) {
            header.put((byte) (0x80 | 127)).putLong(length);
        } else if (length > 125) {
            header.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            header.put((byte) (0x80 | length));
        }
        header.put(new byte[] {1, 2, 3, 4});
        byte[] bytes = new byte[header.flip().remaining()];
        header.get(bytes);
        return bytes;
    }

    /** The status line and headers of an answer. */
    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** All that comes until the server ends the connection; a reset ends it too. */
    String readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (SocketException reset) {
            // What came before it counts.
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** What has come by now, at least one byte. */
    String readAvailable() throws IOException {
        byte[] buffer = new byte[65536];
        return new String(buffer, 0, in.read(buffer), StandardCharsets.UTF_8);
    }

    /** The next bytes, as text. */
    String readBytes(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    Received receive() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new Received(opcode, in.readNBytes(length));
    }

    /** The next frame with this opcode; others are left out. */
    Received receive(int opcode) throws IOException {
        Received frame = receive();
        while (frame.opcode() != opcode) {
            frame = receive();
        }
        return frame;
    }

    /** The next text with this in it; other frames are left out. */
    String receiveText(String part) throws IOException {
        Received frame = receive(TEXT);
        while (!frame.text().contains(part)) {
            frame = receive(TEXT);
        }
        return frame.text();
    }

    /** Whether the server has ended the connection, once all that it sent is read. */
    boolean isEnded() throws IOException {
        readAll();
        return true;
    }

    /** Ends the connection with a RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends this side of the connection alone. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.rooms.undertow.autobahn;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The client's end of one connection: writes bytes as it is told, and reads frames strictly. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    /** Long enough for an answer that was on its way, on any machine that isn't asleep. */
    private static final int SILENCE_MILLIS = 150;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** How the server ends a TCP connection. */
    enum End {
        /** With a FIN: it had read all that came. */
        FIN,
        /** With a RST: something came that it didn't read. */
        RESET
    }

    private final Socket socket;
    private final DataInputStream in;
    private Optional<String> extensions = Optional.empty();

    private Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        // Else the kernel would put chops together again.
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    /** An open WebSocket. */
    static Wire open(int port, String... headers) throws IOException {
        Wire wire = new Wire(port);
        try {
            wire.shakeHands(headers);
            return wire;
        } catch (IOException | RuntimeException | Error failure) {
            wire.close();
            throw failure;
        }
    }

    private void shakeHands(String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String status = readLine();
        if (!status.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no upgrade: " + status);
        }
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions:")) {
                extensions = Optional.of(line.substring(line.indexOf(':') + 1).trim());
            }
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }

    /** What the server answered for Sec-WebSocket-Extensions. */
    Optional<String> extensions() {
        return extensions;
    }

    /** Writes all of it at once. */
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Writes so many bytes at a time. */
    void write(byte[] bytes, int chop) throws IOException {
        for (int from = 0; from < bytes.length; from += chop) {
            socket.getOutputStream().write(bytes, from, Math.min(chop, bytes.length - from));
        }
    }

    /** The next frame; only one that a server may send (RFC 6455 §5.1, §5.2, §5.5), and whole messages alone. */
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        require((second & 0x80) == 0, "a server's frame isn't masked");
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
            require(length > 125, "a length takes as few bytes as it can");
        } else if (second == 127) {
            length = in.readLong();
            require(length > 0xFFFF, "a length takes as few bytes as it can");
        }
        Frame frame =
                new Frame((first & 0x80) != 0, (first >> 4) & 7, first & 0x0F, in.readNBytes(Math.toIntExact(length)));
        require(frame.payload().length == length, "a frame is sent whole");
        require(!frame.isControl() || length <= 125, "a control frame has 125 bytes at most");
        require(frame.opcode() != Frame.CLOSE || length != 1, "a close code has two bytes");
        return frame;
    }

    /** Whether the next frame is a close frame. */
    boolean isCloseNext() throws IOException {
        in.mark(1);
        int first = in.readUnsignedByte();
        in.reset();
        return (first & 0x0F) == Frame.CLOSE;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("the server broke a rule: " + rule);
        }
    }

    /** Checks that the server neither says anything nor hangs up. */
    void awaitNothing() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            throw new AssertionError(next < 0 ? "the server hung up" : "the server sent " + read().dump());
        } catch (SocketTimeoutException silence) {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Waits for the server to end the connection, and for nothing else to come. */
    End awaitEnd() throws IOException {
        try {
            int next = in.read();
            if (next >= 0) {
                throw new AssertionError("after its close frame the server sent a byte " + Integer.toHexString(next));
            }
            return End.FIN;
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the server didn't end the TCP connection", open);
        } catch (SocketException reset) {
            return End.RESET;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

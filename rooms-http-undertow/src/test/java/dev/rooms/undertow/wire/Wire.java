package dev.rooms.undertow.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The client's end of one connection: writes bytes as it is told, and reads frames strictly. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    /** Long enough for an answer that was on its way, on any machine that isn't asleep. */
    private static final int SILENCE_MILLIS = 150;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int SMALL_BYTES = 16 * 1024;

    private enum Appetite {
        HEARTY,
        SMALL
    }

    /** How the server ends a TCP connection. */
    public enum End {
        /** With a FIN: it had read all that came. */
        FIN,
        /** With a RST: something came that it didn't read. */
        RESET
    }

    private final Socket socket;
    private final DataInputStream in;
    private Optional<String> extensions = Optional.empty();
    private Compression compression = new Compression(extensions);

    private Wire(int port, Appetite appetite) throws IOException {
        socket = new Socket();
        if (appetite == Appetite.SMALL) {
            socket.setReceiveBufferSize(SMALL_BYTES);
        }
        // Else the kernel would put chops together again.
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        in = new DataInputStream(
                new BufferedInputStream(socket.getInputStream(), appetite == Appetite.SMALL ? 1 : BUFFER_BYTES));
    }

    /** An open WebSocket at {@code /ws}. */
    public static Wire open(int port, String... headers) throws IOException {
        return new Wire(port, Appetite.HEARTY).shakeHands(headers);
    }

    /** An open WebSocket at {@code /ws} that takes in little, and nothing that it isn't asked for. */
    public static Wire openSlow(int port, String... headers) throws IOException {
        return new Wire(port, Appetite.SMALL).shakeHands(headers);
    }

    /** A TCP connection, and no more. */
    public static Wire dial(int port) throws IOException {
        return new Wire(port, Appetite.HEARTY);
    }

    /** Opens the WebSocket. */
    public Wire shakeHands(String... headers) throws IOException {
        try {
            sendHandshake(headers);
            String status = readHead();
            if (!status.startsWith("HTTP/1.1 101 ")) {
                throw new IOException("no upgrade: " + status);
            }
            return this;
        } catch (IOException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Asks for a WebSocket. */
    public void sendHandshake(String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the answer up to its blank line; returns the line with its status. */
    public String readHead() throws IOException {
        String status = readLine();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions:")) {
                extensions = Optional.of(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        compression.close();
        compression = new Compression(extensions);
        return status;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }

    /** What the server answered for Sec-WebSocket-Extensions. */
    public Optional<String> extensions() {
        return extensions;
    }

    /** Compression as it was agreed; everything is left as it is when it wasn't. */
    public Compression compression() {
        return compression;
    }

    /** Writes all of it at once. */
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Writes so many bytes at a time. */
    public void write(byte[] bytes, int chop) throws IOException {
        for (int from = 0; from < bytes.length; from += chop) {
            socket.getOutputStream().write(bytes, from, Math.min(chop, bytes.length - from));
        }
    }

    /** Sends frames, all in one write. */
    public void send(Frame... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            bytes.writeBytes(frame.masked());
        }
        write(bytes.toByteArray());
    }

    /** Whether something has come that wasn't read. */
    public boolean hasBytes() throws IOException {
        return in.available() > 0;
    }

    /** The next byte; -1 at the end of the connection. */
    public int readByte() throws IOException {
        return in.read();
    }

    /** The next text with this in it; other frames are left out, but a close frame. */
    public String readText(String part) throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == Frame.CLOSE) {
                throw new AssertionError("instead of a text with " + part + " there came " + frame.dump());
            }
            String text =
                    frame.opcode() == Frame.TEXT ? compression.inflate(frame).text() : "";
            if (text.contains(part)) {
                return text;
            }
        }
    }

    /** The next close frame; others are left out. */
    public Frame readClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != Frame.CLOSE) {
            frame = read();
        }
        return frame;
    }

    /** Waits so long for what is read, and no longer. */
    public void patience(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    }

    /** Ends the connection with a RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The next frame; only one that a server may send (RFC 6455 §5.1, §5.2, §5.5), and whole messages alone. */
    public Frame read() throws IOException {
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
    public boolean isCloseNext() throws IOException {
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
    public void awaitNothing() throws IOException {
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
    public End awaitEnd() throws IOException {
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
        compression.close();
        socket.close();
    }
}

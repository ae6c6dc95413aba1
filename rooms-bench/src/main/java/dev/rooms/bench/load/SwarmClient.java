package dev.rooms.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One client of a {@link Swarm}. A message is numbered when it holds {@code #} and eight digits; each client must see its
 * numbers rise by one.
 */
final class SwarmClient {
    private static final int FIN_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int DIGITS = 8;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Swarm swarm;
    private final int index;
    private final SocketChannel channel;
    private final Dialect dialect;
    private final String room;
    private @Nullable ByteBuffer left;
    private boolean upgraded;
    private boolean inRoom;
    private long lastNumber = -1;
    /** Where the last number was in its frame: the next is most likely in the same place. */
    private int numberAt;

    SwarmClient(Swarm swarm, int index, SocketChannel channel, Dialect dialect, String room) {
        this.swarm = swarm;
        this.index = index;
        this.channel = channel;
        this.dialect = dialect;
        this.room = room;
    }

    void connected() throws IOException {
        String request = "GET " + dialect.path()
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    void ready(SelectionKey key, ByteBuffer incoming) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            connected();
            return;
        }
        incoming.clear();
        if (left != null) {
            incoming.put(left);
            left = null;
        }
        if (channel.read(incoming) < 0) {
            throw new IOException("the server closed the connection");
        }
        incoming.flip();
        read(incoming);
        if (incoming.hasRemaining()) {
            left = ByteBuffer.allocate(incoming.remaining()).put(incoming).flip();
        }
    }

    private void read(ByteBuffer incoming) throws IOException {
        if (!upgraded) {
            int end = endOfHead(incoming);
            if (end < 0) {
                return;
            }
            incoming.position(end);
            upgraded = true;
            dialect.upgraded(this);
        }
        while (readFrame(incoming)) {
            // reads on
        }
    }

    private static int endOfHead(ByteBuffer incoming) throws IOException {
        if (incoming.remaining() > 12 && incoming.get(incoming.position() + 9) != '1') {
            throw new IOException("the handshake was refused: "
                    + StandardCharsets.US_ASCII.decode(incoming.duplicate().limit(Math.min(incoming.limit(), 200))));
        }
        for (int i = incoming.position(); i + END_OF_HEAD.length <= incoming.limit(); i++) {
            int matched = 0;
            while (matched < END_OF_HEAD.length && incoming.get(i + matched) == END_OF_HEAD[matched]) {
                matched++;
            }
            if (matched == END_OF_HEAD.length) {
                return i + matched;
            }
        }
        return -1;
    }

    private boolean readFrame(ByteBuffer incoming) throws IOException {
        int start = incoming.position();
        if (incoming.remaining() < 2) {
            return false;
        }
        int first = incoming.get(start) & 0xFF;
        int length = incoming.get(start + 1) & 0x7F;
        int header = 2;
        if (length == 126) {
            if (incoming.remaining() < 4) {
                return false;
            }
            length = incoming.getShort(start + 2) & 0xFFFF;
            header = 4;
        } else if (length == 127) {
            throw new IOException("a frame of more than 64 KiB came in; none was sent");
        }
        if (incoming.remaining() < header + length) {
            return false;
        }
        frame(first, incoming, start + header, length);
        incoming.position(start + header + length);
        return true;
    }

    private void frame(int first, ByteBuffer incoming, int start, int length) throws IOException {
        switch (first) {
            case FIN_TEXT -> text(incoming, start, length);
            case PING -> write(ByteBuffer.wrap(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0}));
            case CLOSE -> throw new IOException("the server closed the WebSocket" + why(incoming, start, length));
            default -> throw new IOException("a frame came in that none sends: " + Integer.toHexString(first));
        }
    }

    private static String why(ByteBuffer incoming, int start, int length) {
        if (length < 2) {
            return "";
        }
        return " with " + (incoming.getShort(start) & 0xFFFF) + " "
                + StandardCharsets.UTF_8.decode(incoming.slice(start + 2, length - 2));
    }

    private void text(ByteBuffer incoming, int start, int length) throws IOException {
        if (numberAt < length - DIGITS && incoming.get(start + numberAt) == '#') {
            numbered(number(incoming, start + numberAt + 1));
            return;
        }
        for (int i = 0; i < length - DIGITS; i++) {
            if (incoming.get(start + i) == '#') {
                numberAt = i;
                numbered(number(incoming, start + i + 1));
                return;
            }
        }
        byte[] bytes = new byte[length];
        incoming.get(start, bytes);
        dialect.heard(new String(bytes, StandardCharsets.UTF_8), this);
    }

    String room() {
        return room;
    }

    /** The server told it that it is in the room. */
    void joined() {
        if (!inRoom) {
            inRoom = true;
            swarm.countReady();
        }
    }

    private static long number(ByteBuffer incoming, int start) {
        long number = 0;
        for (int i = start; i < start + DIGITS; i++) {
            number = number * 10 + incoming.get(i) - '0';
        }
        return number;
    }

    private void numbered(long number) {
        if (lastNumber >= 0 && number != lastNumber + 1) {
            throw new IllegalStateException("message " + number + " came after " + lastNumber);
        }
        lastNumber = number;
        swarm.countReceived(index, number);
    }

    void send(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) FIN_TEXT);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        // A mask of zeros: allowed, and it spares the load generator the work.
        frame.putInt(0).put(payload).flip();
        write(frame);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void close() throws IOException {
        channel.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }
}

package dev.rooms.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Publishes messages by {@code POST /messages/broadcast} over connections that stay open, on each the next once the last was
 * answered with 201. Not thread-safe.
 */
public final class HttpLoad implements AutoCloseable {
    private static final byte[] REQUEST = request(Payload.numbered("nobody", 0));

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();

    /** Connects so many times. */
    public HttpLoad(int port, int count) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        }
    }

    private static byte[] request(String body) {
        return ("POST /messages/broadcast HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Publishes for so long, and then waits for the answers that are still to come. */
    public Answers publish(Duration time) throws IOException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (Connection connection : connections) {
            connection.send();
        }
        long count = 0;
        int open = connections.size();
        while (open > 0) {
            if (selector.select(TimeUnit.SECONDS.toMillis(30)) == 0) {
                throw new IOException("no answer came within 30 s, but " + open + " are to come");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.answered()) {
                    count++;
                    if (System.nanoTime() < end) {
                        connection.send();
                    } else {
                        open--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return new Answers(count, count * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start));
    }

    /** What came of a while of publishing. */
    public record Answers(long count, double perSecond) {}

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    /** One connection, with at most one request under way. */
    private static final class Connection {
        private static final String CREATED = "HTTP/1.1 201 ";
        private static final Pattern LENGTH =
                Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(8 * 1024);

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            answer.clear();
            ByteBuffer request = ByteBuffer.wrap(REQUEST);
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        /** Reads what is there, and tells whether the answer is whole. */
        boolean answered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("the server closed a connection");
            }
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return false;
            }
            Matcher length = LENGTH.matcher(text);
            if (!text.startsWith(CREATED) || !length.find()) {
                throw new IOException("the answer isn't a 201 that tells its length: " + text);
            }
            return text.length() >= head + 4 + Integer.parseInt(length.group(1));
        }
    }
}

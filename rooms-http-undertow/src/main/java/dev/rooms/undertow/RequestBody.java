package dev.rooms.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads the body of one request without blocking, and no more of it than is allowed. All of it runs on the connection's
 * I/O thread.
 *
 * <p>Undertow's own receiver makes room for as many bytes as {@code Content-Length} claims, and its limit on the size of
 * bodies cuts the connection before the client can read why.
 */
final class RequestBody implements ChannelListener<StreamSourceChannel> {
    private final HttpServerExchange exchange;
    private final int maxBytes;
    private final Consumer<byte[]> whole;
    private final Runnable tooLarge;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean over;

    private RequestBody(HttpServerExchange exchange, int maxBytes, Consumer<byte[]> whole, Runnable tooLarge) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.whole = whole;
        this.tooLarge = tooLarge;
    }

    /** Reads, called on that thread, and calls one of the two; neither when the client goes before its body has come. */
    static void read(HttpServerExchange exchange, int maxBytes, Consumer<byte[]> whole, Runnable tooLarge) {
        new RequestBody(exchange, maxBytes, whole, tooLarge).begin();
    }

    private void begin() {
        if (exchange.isRequestComplete()) {
            whole.accept(new byte[0]);
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponse(exchange, new IoCallback() {
                @Override
                public void onComplete(HttpServerExchange continued, Sender sender) {
                    read();
                }

                @Override
                public void onException(HttpServerExchange continued, Sender sender, IOException failure) {
                    abandon();
                }
            });
        } else {
            read();
        }
    }

    private void read() {
        StreamSourceChannel channel = exchange.getRequestChannel();
        channel.getReadSetter().set(this);
        handleEvent(channel);
    }

    @Override
    public void handleEvent(StreamSourceChannel channel) {
        if (over) {
            return;
        }
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            while (true) {
                int count = channel.read(buffer.clear());
                if (count == 0) {
                    channel.resumeReads();
                    return;
                }
                if (count < 0) {
                    finish(channel);
                    whole.accept(bytes.toByteArray());
                    return;
                }
                if (bytes.size() + count > maxBytes) {
                    finish(channel);
                    tooLarge.run();
                    return;
                }
                byte[] piece = new byte[buffer.flip().remaining()];
                buffer.get(piece);
                bytes.writeBytes(piece);
            }
        } catch (IOException gone) {
            abandon();
        }
    }

    private void finish(StreamSourceChannel channel) {
        over = true;
        channel.suspendReads();
        channel.getReadSetter().set(null);
    }

    /** Nobody is left to be answered, or what came is no HTTP. */
    private void abandon() {
        over = true;
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }
}

package dev.rooms.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.framed.FrameHeaderData;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameCorruptedException;
import io.undertow.websockets.core.protocol.version13.WebSocket13Channel;
import io.undertow.websockets.extensions.NoopExtensionFunction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/** Undertow's WebSocket, without extensions, and with the one check of frames that it lacks. */
final class CheckedWebSocket extends WebSocket13Channel {

    /**
     * The WebSocket of an upgraded connection.
     *
     * @param open where Undertow keeps the connections that are open
     */
    CheckedWebSocket(StreamConnection connection, HttpServerExchange exchange, Set<WebSocketChannel> open) {
        super(
                connection,
                exchange.getConnection().getByteBufferPool(),
                exchange.getRequestURL(),
                null,
                false,
                false,
                NoopExtensionFunction.INSTANCE,
                open,
                exchange.getConnection().getUndertowOptions());
        open.add(this);
    }

    /** Refuses a length of 2^63 or more (RFC 6455 §5.2); Undertow takes it for a negative one and loses its place. */
    @Override
    protected @Nullable FrameHeaderData parseFrame(ByteBuffer data) throws IOException {
        FrameHeaderData header = super.parseFrame(data);
        if (header != null && header.getFrameLength() < 0) {
            throw new WebSocketFrameCorruptedException("a frame's length has its first bit set");
        }
        return header;
    }
}

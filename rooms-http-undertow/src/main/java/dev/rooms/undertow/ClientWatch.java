package dev.rooms.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Notices that a client goes while its request waits for an answer: Undertow reads nothing in between, so it would find
 * out when it writes.
 *
 * <p>What comes meanwhile is the client's next request. It is kept for Undertow, which reads on there; one buffer of it at
 * most, and from then on nobody watches. A client that ends only its own side of the connection counts as gone.
 */
@FunctionalInterface
interface ClientWatch {
    /** Watches nobody. */
    ClientWatch NONE = () -> {};

    /** Stops to watch, before anything is written. */
    void end();

    /**
     * Watches from now on, and closes the connection when the client has. For plain HTTP/1.1, and once the request's body
     * is read; other connections tell of their end by themselves, or when they are written to.
     */
    static ClientWatch begin(HttpServerExchange exchange) {
        if (!exchange.isRequestComplete()
                || !(exchange.getConnection() instanceof HttpServerConnection connection)
                || connection.getExtraBytes() != null) {
            return NONE;
        }
        StreamSourceConduit source = connection.getOriginalSourceConduit();
        connection.getChannel().getSourceChannel().setReadListener(ready -> look(connection, source));
        source.resumeReads();
        return source::suspendReads;
    }

    private static void look(HttpServerConnection connection, StreamSourceConduit source) {
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean kept = false;
        try {
            int count = source.read(pooled.getBuffer());
            if (count < 0) {
                IoUtils.safeClose(connection);
            } else if (count > 0) {
                source.suspendReads();
                pooled.getBuffer().flip();
                connection.ungetRequestBytes(pooled);
                kept = true;
            }
        } catch (IOException gone) {
            IoUtils.safeClose(connection);
        } finally {
            if (!kept) {
                pooled.close();
            }
        }
    }
}

package dev.rooms.undertow;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.Option;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.WriteReadyHandler;

/**
 * A connection that is lent to Undertow for its HTTP, and taken back when a WebSocket begins on it.
 *
 * <p>Undertow listens to a connection's end for as long as it lasts, and XNIO has no way to take a listener off again. So
 * every open WebSocket would keep its last request's headers, its parser and conduits, about 2 KiB. What Undertow listens to
 * is this stand-in, which ends for it alone. Belongs to the connection's I/O thread.
 */
final class LentConnection extends StreamConnection {
    private final StreamConnection connection;
    private final End end;
    private boolean takenBack;

    /** Lends a connection that was just accepted. */
    LentConnection(StreamConnection connection) {
        super(connection.getIoThread());
        this.connection = connection;
        this.end = new End(this);
        setSourceConduit(connection.getSourceChannel().getConduit());
        setSinkConduit(connection.getSinkChannel().getConduit());
        connection.setCloseListener(end);
    }

    /** The connection itself if it was lent, of which Undertow knows no more; and any other as it is. */
    static StreamConnection takeBack(StreamConnection connection) {
        // Bytes that came right behind the request are still Undertow's to hand out.
        return connection instanceof LentConnection lent
                        && !(lent.getSourceChannel().getConduit() instanceof ReadDataStreamSourceConduit)
                ? lent.takeBack()
                : connection;
    }

    private StreamConnection takeBack() {
        takenBack = true;
        end.lent = null;
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        source.getConduit().setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(source));
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        sink.getConduit().setWriteReadyHandler(new WriteReadyHandler.ChannelListenerHandler<>(sink));
        IoUtils.safeClose(this);
        return connection;
    }

    @Override
    protected void closeAction() throws IOException {
        if (!takenBack) {
            connection.close();
        }
    }

    @Override
    protected void notifyReadClosed() {
        if (!takenBack) {
            super.notifyReadClosed();
        }
    }

    @Override
    protected void notifyWriteClosed() {
        if (!takenBack) {
            super.notifyWriteClosed();
        }
    }

    @Override
    public SocketAddress getPeerAddress() {
        return connection.getPeerAddress();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return connection.getLocalAddress();
    }

    @Override
    public boolean supportsOption(Option<?> option) {
        return connection.supportsOption(option);
    }

    @Override
    public <T> @Nullable T getOption(Option<T> option) throws IOException {
        return connection.getOption(option);
    }

    @Override
    public <T> @Nullable T setOption(Option<T> option, T value) throws IOException {
        return connection.setOption(option, value);
    }

    /** Ends what is lent with the connection; all that stays there once it was taken back. */
    private static final class End implements ChannelListener<StreamConnection> {
        private @Nullable LentConnection lent;

        End(LentConnection lent) {
            this.lent = lent;
        }

        @Override
        public void handleEvent(StreamConnection ended) {
            IoUtils.safeClose(lent);
        }
    }
}

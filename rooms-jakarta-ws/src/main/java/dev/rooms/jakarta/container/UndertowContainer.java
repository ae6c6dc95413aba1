package dev.rooms.jakarta.container;

import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/**
 * Undertow, by itself or in a WildFly that shows applications XNIO. Each I/O thread writes its own sessions: from any other
 * thread Undertow would wake it for each frame. And a text is encoded once for all.
 */
public final class UndertowContainer implements Container {
    private static final WebSocketCallback<SendHandler> CALLBACK = new WebSocketCallback<>() {
        private static final SendResult WRITTEN = new SendResult();

        @Override
        public void complete(WebSocketChannel channel, SendHandler handler) {
            handler.onResult(WRITTEN);
        }

        @Override
        public void onError(WebSocketChannel channel, SendHandler handler, Throwable failure) {
            handler.onResult(new SendResult(failure));
        }
    };

    // Fails here, so that whoever looks for containers sees it, where Undertow isn't, or not all of it: WildFly shows
    // applications the session, but not XNIO below it.
    private final Class<UndertowSession> sessions = UndertowSession.class;
    private final Class<XnioIoThread> threads = XnioIoThread.class;

    /** By I/O thread: a room keeps its members by lane. */
    private final Map<XnioIoThread, Lane> lanes = new ConcurrentHashMap<>();

    /** For ServiceLoader. */
    public UndertowContainer() {}

    @Override
    public Optional<Outlet> outlet(Session session) {
        if (!sessions.isInstance(session)) {
            return Optional.empty();
        }
        WebSocketChannel channel = sessions.cast(session).getWebSocketChannel();
        XnioIoThread thread = threads.cast(channel.getIoThread());
        return Optional.of(new ChannelOutlet(channel, lanes.computeIfAbsent(thread, Lane::ofThread)));
    }

    private record ChannelOutlet(WebSocketChannel channel, Lane lane) implements Outlet {
        @Override
        public boolean writesWhileOpening() {
            return true;
        }

        @Override
        public void write(Frame frame, SendHandler handler) {
            if (frame.kind() == Frame.Kind.TEXT) {
                WebSockets.sendText(frame.payload(), channel, CALLBACK, handler);
            } else {
                WebSockets.sendBinary(frame.payload(), channel, CALLBACK, handler);
            }
        }
    }
}

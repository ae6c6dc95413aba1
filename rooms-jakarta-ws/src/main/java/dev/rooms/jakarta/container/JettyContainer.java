package dev.rooms.jakarta.container;

import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.Optional;
import org.eclipse.jetty.ee10.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;

/** Jetty 12 for Jakarta EE 10. A text is encoded once for all. */
public final class JettyContainer implements Container {
    private static final SendResult WRITTEN = new SendResult();

    // Fails here, so that whoever looks for containers sees it, where Jetty isn't.
    private final Class<JakartaWebSocketSession> sessions = JakartaWebSocketSession.class;

    /** For ServiceLoader. */
    public JettyContainer() {}

    @Override
    public Optional<Outlet> outlet(Session session) {
        return sessions.isInstance(session)
                ? Optional.of(new CoreOutlet(sessions.cast(session).getCoreSession()))
                : Optional.empty();
    }

    private record CoreOutlet(CoreSession session) implements Outlet {
        @Override
        public Lane lane() {
            return Lane.inPlace();
        }

        @Override
        public boolean writesWhileOpening() {
            return true;
        }

        @Override
        public void write(Frame frame, SendHandler handler) {
            byte opCode = frame.kind() == Frame.Kind.TEXT ? OpCode.TEXT : OpCode.BINARY;
            session.sendFrame(
                    new org.eclipse.jetty.websocket.core.Frame(opCode, frame.payload()),
                    new Completion(handler),
                    false);
        }
    }

    private record Completion(SendHandler handler) implements Callback {
        @Override
        public void succeeded() {
            handler.onResult(WRITTEN);
        }

        @Override
        public void failed(Throwable failure) {
            handler.onResult(new SendResult(failure));
        }
    }
}

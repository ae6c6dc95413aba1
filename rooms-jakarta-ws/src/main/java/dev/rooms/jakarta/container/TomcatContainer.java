package dev.rooms.jakarta.container;

import jakarta.websocket.Session;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.tomcat.websocket.Constants;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.WsWebSocketContainer;

/**
 * Tomcat, by itself or in TomEE. It waits half a minute for the answer to a close frame, lets nobody end the connection
 * before, and looks at its clock every ten seconds only. Its own close frame, on the other hand, may wait 50 ms for what is
 * being written, which a busy machine exceeds, and isn't sent after that.
 */
public final class TomcatContainer implements Container {
    private static final int PERIOD_SECONDS = 1;

    /** It keeps a buffer of this size for each session, and none of its limits comes from it. */
    private static final int PART_BYTES = 8 * 1024;

    // Fails here, so that whoever looks for containers sees it, where Tomcat isn't.
    private final Class<WsSession> sessions = WsSession.class;

    /** For ServiceLoader. */
    public TomcatContainer() {}

    @Override
    public OptionalInt partBytes(Session session) {
        return sessions.isInstance(session) ? OptionalInt.of(PART_BYTES) : OptionalInt.empty();
    }

    @Override
    public void limitClosing(Session session, Duration closeTimeout) {
        if (sessions.isInstance(session)) {
            session.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, closeTimeout.toMillis());
            session.getUserProperties()
                    .put(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY, closeTimeout.toMillis());
            // The application's own: Tomcat makes one for each.
            WsWebSocketContainer container = (WsWebSocketContainer) session.getContainer();
            if (container.getProcessPeriod() > PERIOD_SECONDS) {
                container.setProcessPeriod(PERIOD_SECONDS);
            }
        }
    }
}

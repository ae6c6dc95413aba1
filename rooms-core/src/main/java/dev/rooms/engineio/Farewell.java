package dev.rooms.engineio;

import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do for a session that has ended, once its lock is released.
 *
 * @param reason why it ended
 * @param poll the GET that waits
 * @param last the packet that this GET gets
 * @param probe the WebSocket that asked for an upgrade
 * @param link the WebSocket that carried it, unless that is closing already
 */
record Farewell(
        EngineSessions sessions,
        Inbox inbox,
        CloseReason reason,
        @Nullable Poll poll,
        Frame last,
        @Nullable WebSocketLink probe,
        @Nullable WebSocketLink link) {

    void say() {
        if (poll != null) {
            poll.give(List.of(last));
        }
        if (probe != null) {
            probe.shut(reason);
        }
        if (link != null) {
            link.shut(reason);
        }
        inbox.close(reason);
        sessions.stopWhenEmpty();
    }
}

package dev.rooms.jakarta.container;

import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;

/**
 * Writes by Jakarta WebSocket alone. The container's threads are its own affair, so all its sessions share the lane that has
 * none.
 */
final class StandardOutlet implements Outlet {
    private final RemoteEndpoint.Async remote;

    StandardOutlet(Session session) {
        this.remote = session.getAsyncRemote();
    }

    @Override
    public Lane lane() {
        return Lane.inPlace();
    }

    /**
     * Tyrus in a servlet container (Payara, GlassFish) forgets that a connection has closed when it hears of it before
     * {@code onOpen} is over, and never tells. Whether that has happened shows when something is written after that.
     */
    @Override
    public boolean writesWhileOpening() {
        return false;
    }

    @Override
    public void write(Frame frame, SendHandler handler) {
        if (frame.kind() == Frame.Kind.TEXT) {
            remote.sendText(frame.text(), handler);
        } else {
            remote.sendBinary(frame.payload(), handler);
        }
    }
}

package dev.rooms.protocol.socketio;

import dev.rooms.engineio.EngineSocket;
import dev.rooms.hub.Guest;
import dev.rooms.hub.Link;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Lane;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of one connection: the client that it has there, and that client's way out.
 *
 * <p>Concurrency: {@code guest} is set once, before the client is told that it is in. {@code saidGoodbye} is written in the
 * thread that ends the client, before it does.
 */
final class NamespaceLink implements Link {
    private final SocketIoSession session;
    private final EngineSocket socket;
    private final PacketWriter writer;
    private volatile @Nullable Guest guest;
    private volatile boolean saidGoodbye;

    NamespaceLink(SocketIoSession session, PacketWriter writer) {
        this.session = session;
        this.socket = session.socket();
        this.writer = writer;
    }

    String namespace() {
        return writer.namespace();
    }

    PacketWriter writer() {
        return writer;
    }

    /** The client; null until it is let in. */
    @Nullable Guest guest() {
        return guest;
    }

    void admit(Guest admitted) {
        guest = admitted;
    }

    /** The client leaves the namespace of its own accord. */
    void leave() {
        saidGoodbye = true;
        Guest leaving = guest;
        if (leaving != null) {
            leaving.end(CloseReason.NORMAL);
        }
    }

    @Override
    public Protocol protocol() {
        return writer;
    }

    @Override
    public Lane lane() {
        return socket.lane();
    }

    @Override
    public boolean send(Packet packet) {
        return packet.attachments().isEmpty() ? socket.send(packet.head()) : socket.send(packet.frames());
    }

    @Override
    public boolean isWritable() {
        return socket.isWritable();
    }

    @Override
    public void closeNow(CloseReason reason) {
        socket.close(reason);
    }

    @Override
    public void ended(CloseReason reason) {
        session.memberships().remove(this);
        if (session.isClosed()) {
            return;
        }
        if (reason != CloseReason.NORMAL) {
            // What ends a client against its will concerns the whole connection: too slow, draining, failed.
            if (reason.dropsWaiting()) {
                closeNow(reason);
            } else {
                lane().execute(() -> closeNow(reason));
            }
        } else if (!saidGoodbye) {
            lane().execute(() -> socket.send(writer.disconnect()));
        }
    }
}

package dev.rooms.protocol.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.engineio.EngineListener;
import dev.rooms.engineio.EngineSocket;
import dev.rooms.hub.Entrance;
import dev.rooms.hub.FrontDesk;
import dev.rooms.hub.Guest;
import dev.rooms.hub.MessageRate;
import dev.rooms.hub.OpenConnection;
import dev.rooms.message.ErrorMessage;
import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Received;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Handshake;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO connection: the namespaces that its client is in, over one Engine.IO socket (Socket.IO v5, "Sample
 * session"). A packet that breaks the protocol ends it, as the reference does.
 *
 * <p>Concurrency: packets come one at a time; {@code packets} and {@code rate} belong to whoever brings them.
 * A client is let in on another thread where somebody has to be asked first. Whoever lets one in puts it into its link before
 * it looks at {@code closed}, and {@link #closed} sets that before it looks at the links; so at least one of the two ends a
 * client whose connection has gone.
 */
final class SocketIoSession implements EngineListener, OpenConnection {
    private final SocketIo shared;
    private final EngineSocket socket;
    private final KeptHandshake handshake;
    private final MessageRate rate;
    private final Memberships memberships;

    /** There while attachments of a packet are to come. */
    private @Nullable AttachmentCollector packets;

    private volatile boolean closed;

    /** Closes the connection when attachments don't come; belongs to whoever brings the packets. */
    private @Nullable Future<?> unattached;

    SocketIoSession(SocketIo shared, EngineSocket socket, Handshake handshake) {
        this.shared = shared;
        this.socket = socket;
        this.handshake = KeptHandshake.of(handshake);
        this.rate = new MessageRate(shared.services().messageRate(), System.nanoTime());
        this.memberships = new Memberships(this, shared);
    }

    void open() {
        shared.namespaces().connections().add(this);
        memberships.waitForClient();
    }

    EngineSocket socket() {
        return socket;
    }

    Memberships memberships() {
        return memberships;
    }

    boolean isClosed() {
        return closed;
    }

    // What comes from the client.

    @Override
    public void text(String text) {
        if (isCounted(text.length())) {
            take(parts -> parts.text(text));
        }
    }

    @Override
    public void binary(ByteBuffer bytes) {
        if (isCounted(bytes.remaining())) {
            take(parts -> parts.binary(bytes));
        }
    }

    /** Counts what came; false when it is one too many and dropped. */
    private boolean isCounted(int size) {
        Measurements measurements = shared.services().measurements();
        measurements.count(Counter.MESSAGES_IN);
        measurements.count(Counter.BYTES_IN, size);
        long now = System.nanoTime();
        // The parts of one packet are one message: dropping one of them would break the protocol.
        if (packets != null || !rate.isOver(now)) {
            return !closed;
        }
        measurements.count(Counter.RATE_LIMITED);
        rate.warning(now).ifPresent(warning -> memberships.guests().forEach(guest -> guest.refused(warning)));
        return false;
    }

    @FunctionalInterface
    private interface Step {
        @Nullable SocketPacket packet(AttachmentCollector parts);
    }

    private void take(Step step) {
        AttachmentCollector parts = packets == null
                ? new AttachmentCollector(shared.reader(), shared.limits().maxMessageBytes())
                : packets;
        try {
            SocketPacket packet = step.packet(parts);
            packets = parts.isWaiting() ? parts : null;
            watchAttachments();
            if (packet != null) {
                handle(packet);
            }
        } catch (ProtocolViolationException violation) {
            socket.close(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void watchAttachments() {
        if (packets != null) {
            if (unattached == null) {
                unattached = shared.services()
                        .timers()
                        .schedule(
                                () -> socket.close(CloseReason.PROTOCOL_ERROR),
                                shared.settings().attachmentsTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
            }
        } else if (unattached != null) {
            unattached.cancel(false);
            unattached = null;
        }
    }

    private void handle(SocketPacket packet) {
        NamespaceLink link = memberships.find(packet.namespace());
        Guest guest = link == null ? null : link.guest();
        if (packet instanceof SocketPacket.Connect connect && link == null) {
            connect(connect);
        } else if (packet instanceof SocketPacket.Refused refused && refused.connecting() && link == null) {
            sendError(refused.namespace(), refused.reason());
        } else if (link == null || guest == null) {
            throw new ProtocolViolationException("the namespace " + packet.namespace() + " was not joined");
        } else if (packet instanceof SocketPacket.Event event) {
            guest.received(received(link, event));
        } else if (packet instanceof SocketPacket.Acknowledgement answer) {
            if (answer.ackId() != null) {
                // One that nobody waits for came too late, or answers nothing.
                guest.acknowledged(answer.ackId(), answer.arguments());
            }
        } else if (packet instanceof SocketPacket.Disconnect) {
            link.leave();
        } else if (packet instanceof SocketPacket.Refused refused && !refused.connecting()) {
            guest.refused(new ErrorMessage(
                    refused.reason().getMessage(), null, refused.reason().errors()));
        } else {
            throw new ProtocolViolationException("that packet makes no sense in the namespace " + packet.namespace());
        }
    }

    private static Received received(NamespaceLink link, SocketPacket.Event event) {
        String ackId = event.ackId();
        return new Received(
                event.name(),
                event.arguments(),
                ackId != null,
                false,
                answer -> link.writer().acknowledgement(ackId == null ? "" : ackId, answer));
    }

    // Joining and leaving namespaces.

    private void connect(SocketPacket.Connect connect) {
        Optional<SocketIo.Wire> wire = shared.wire(connect.namespace());
        if (wire.isEmpty()) {
            sendError(connect.namespace(), new RefusedException("Invalid namespace"));
            return;
        }
        NamespaceLink link = new NamespaceLink(this, wire.get().writer());
        memberships.add(link);
        if (!shared.desk().asksBeforeEntering(wire.get().hub())) {
            enter(connect, wire.get(), link);
            return;
        }
        try {
            shared.services().handlers().execute(() -> enter(connect, wire.get(), link));
        } catch (RejectedExecutionException stopped) {
            socket.close(CloseReason.GOING_AWAY);
        }
    }

    private void enter(SocketPacket.Connect connect, SocketIo.Wire wire, NamespaceLink link) {
        FrontDesk.Decision decision = decide(connect, wire);
        if (decision instanceof FrontDesk.Turned turned) {
            memberships.remove(link);
            sendError(connect.namespace(), turned.why());
        } else if (decision instanceof FrontDesk.Welcome welcome && !closed) {
            PacketWriter writer = wire.writer();
            Entrance entrance = new Entrance(
                    wire.hub(),
                    link,
                    (id, pid) -> Packet.of(
                            pid.map(secret -> writer.connect(id, secret)).orElseGet(() -> writer.connect(id))));
            entrance.enter(welcome, visitor(link));
        }
    }

    private Entrance.Visitor visitor(NamespaceLink link) {
        return new Entrance.Visitor() {
            @Override
            public boolean isThere() {
                return !closed;
            }

            @Override
            public void admitted(Guest client) {
                link.admit(client);
                memberships.stopWaiting();
            }

            @Override
            public void entered() {
                Guest guest = link.guest();
                if (closed && guest != null) {
                    guest.lost(CloseReason.LOST);
                }
            }
        };
    }

    private FrontDesk.Decision decide(SocketPacket.Connect connect, SocketIo.Wire wire) {
        JsonNode named = connect.auth().tree().path("clientName");
        if (!named.isMissingNode() && !named.isNull() && !named.isTextual()) {
            return new FrontDesk.Turned(400, RefusedException.ofField("clientName", "must be a string"));
        }
        Handshake request = handshake.handshake().withAuth(connect.auth().json());
        String name = named.isTextual() ? named.textValue() : FrontDesk.nameIn(request);
        return shared.desk().introduce(wire.hub(), request, name);
    }

    private void sendError(String namespace, RefusedException why) {
        Json data = why.errors().isEmpty() ? null : shared.services().payloads().write(Map.of("errors", why.errors()));
        send(new PacketWriter(namespace).connectError(why.getMessage(), data));
    }

    private void send(Frame frame) {
        socket.lane().execute(() -> socket.send(frame));
    }

    // The end.

    @Override
    public void closed(CloseReason reason) {
        closed = true;
        memberships.stopWaiting();
        Future<?> attachments = unattached;
        if (attachments != null) {
            attachments.cancel(false);
        }
        shared.namespaces().connections().remove(this);
        shared.namespaces().connections().giveBackPlace();
        for (Guest guest : memberships.guests()) {
            if (reason.mayReturn()) {
                guest.lost(reason);
            } else {
                guest.end(reason);
            }
        }
    }

    @Override
    public void end(CloseReason reason) {
        memberships.guests().forEach(guest -> guest.end(reason));
        if (!closed) {
            socket.lane().execute(() -> socket.close(reason));
        }
    }

    @Override
    public void cut() {
        socket.cut();
        shared.namespaces().connections().remove(this);
    }
}

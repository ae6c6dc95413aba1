package dev.rooms.hub;

import dev.rooms.payload.Content;
import dev.rooms.protocol.Outgoing;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to any number of clients: serialised before, framed once for each protocol on its first demand.
 *
 * <p>Concurrency: the list of packets is immutable and replaced under the monitor; lanes read it without.
 */
final class EncodedEvent {
    private final Outgoing event;
    private volatile @Nullable Framed framed;

    EncodedEvent(Outgoing event) {
        this.event = event;
    }

    EncodedEvent(String name, Content content) {
        this(new Outgoing(name, content, null, null));
    }

    /** The same event, with what its recipients repeat in their answers. */
    EncodedEvent withAckId(String ackId) {
        return new EncodedEvent(new Outgoing(event.event(), event.content(), ackId, event.offset()));
    }

    /** The same event, at its place among all that may be recovered. */
    EncodedEvent withOffset(String offset) {
        return new EncodedEvent(new Outgoing(event.event(), event.content(), event.ackId(), offset));
    }

    String name() {
        return event.event();
    }

    Content content() {
        return event.content();
    }

    Packet packet(Protocol protocol) {
        Packet known = known(protocol);
        return known == null ? encode(protocol) : known;
    }

    private @Nullable Packet known(Protocol protocol) {
        for (Framed next = framed; next != null; next = next.others()) {
            if (next.protocol() == protocol) {
                return next.packet();
            }
        }
        return null;
    }

    private synchronized Packet encode(Protocol protocol) {
        Packet known = known(protocol);
        if (known != null) {
            return known;
        }
        Packet packet = protocol.event(event);
        framed = new Framed(protocol, packet, framed);
        return packet;
    }

    private record Framed(
            Protocol protocol, Packet packet, @Nullable Framed others) {}
}

package dev.rooms.hub;

import dev.rooms.Json;
import dev.rooms.protocol.Protocol;
import dev.rooms.transport.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to any number of clients: serialised before, framed once for each protocol on its first demand.
 *
 * <p>Concurrency: the list of frames is immutable and replaced under the monitor; lanes read it without.
 */
final class EncodedEvent {
    private final String event;
    private final Json data;
    private volatile @Nullable Framed framed;

    EncodedEvent(String event, Json data) {
        this.event = event;
        this.data = data;
    }

    String name() {
        return event;
    }

    Json data() {
        return data;
    }

    Frame frame(Protocol protocol) {
        Frame known = known(protocol);
        return known == null ? encode(protocol) : known;
    }

    private @Nullable Frame known(Protocol protocol) {
        for (Framed next = framed; next != null; next = next.others()) {
            if (next.protocol() == protocol) {
                return next.frame();
            }
        }
        return null;
    }

    private synchronized Frame encode(Protocol protocol) {
        Frame known = known(protocol);
        if (known != null) {
            return known;
        }
        Frame frame = protocol.event(event, data);
        framed = new Framed(protocol, frame, framed);
        return frame;
    }

    private record Framed(
            Protocol protocol, Frame frame, @Nullable Framed others) {}
}

package dev.rooms.protocol.socketio;

import dev.rooms.Limits;
import dev.rooms.SocketIoSettings;
import dev.rooms.hub.FrontDesk;
import dev.rooms.hub.Hub;
import dev.rooms.hub.Namespaces;
import dev.rooms.hub.Services;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all Socket.IO sessions of one server share.
 *
 * @param namespaces where clients connect to
 * @param desk lets them in
 * @param settings what is Socket.IO's own
 * @param reader reads their packets
 * @param wires the namespaces that clients have asked for and that are there
 */
record SocketIo(
        Namespaces namespaces,
        FrontDesk desk,
        SocketIoSettings settings,
        PacketReader reader,
        Map<String, Wire> wires) {

    /**
     * A namespace, and its one writer, so that an event is framed once for all its clients.
     */
    record Wire(Hub hub, PacketWriter writer) {}

    /** For those namespaces; none has been asked for. */
    static SocketIo of(Namespaces namespaces, FrontDesk desk, SocketIoSettings settings) {
        return new SocketIo(
                namespaces,
                desk,
                settings,
                new PacketReader(namespaces.services().payloads(), settings.maxAttachments()),
                new ConcurrentHashMap<>());
    }

    Services services() {
        return namespaces.services();
    }

    Limits limits() {
        return services().limits();
    }

    /** A namespace, if there is one of that name. */
    Optional<Wire> wire(String namespace) {
        Wire known = wires.get(namespace);
        return known != null
                ? Optional.of(known)
                : namespaces.find(namespace).map(hub -> wires.computeIfAbsent(namespace, name -> wire(hub)));
    }

    private static Wire wire(Hub hub) {
        return new Wire(hub, new PacketWriter(hub.name()));
    }
}

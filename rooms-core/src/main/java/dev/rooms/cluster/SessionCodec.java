package dev.rooms.cluster;

import dev.rooms.cluster.Progress.Reached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions that are handed over, as bytes. */
final class SessionCodec {
    private SessionCodec() {}

    static void write(WireWriter wire, Session session) {
        wire.text(session.clientId())
                .text(session.clientName())
                .optional(session.principal())
                .all(session.attributes().entrySet(), (to, attribute) -> {
                    to.text(attribute.getKey());
                    Portable.write(to, attribute.getValue());
                })
                .texts(session.rooms())
                .all(session.progress().bySender().entrySet(), (to, sender) -> {
                    to.node(sender.getKey());
                    write(to, sender.getValue());
                });
    }

    private static void write(WireWriter wire, Reached reached) {
        wire.number(reached.from())
                .all(
                        reached.last().entrySet(),
                        (to, last) -> to.number(last.getKey()).number(last.getValue()));
    }

    static Session read(WireReader wire) {
        String id = wire.text();
        String name = wire.text();
        Optional<String> principal = wire.optional();
        Map<String, Object> attributes = new HashMap<>();
        wire.all(from -> attributes.put(from.text(), Portable.read(from)) == null);
        List<String> rooms = wire.all(WireReader::text);
        Map<NodeId, Reached> progress = new HashMap<>();
        wire.all(from -> progress.put(from.node(), reached(from)) == null);
        return new Session(id, name, principal, attributes, rooms, new Progress(progress));
    }

    private static Reached reached(WireReader wire) {
        long from = wire.number();
        Map<Integer, Long> last = new HashMap<>();
        wire.all(next -> last.put(next.smallNumber(), next.number()) == null);
        return new Reached(from, last);
    }
}

package dev.rooms.cluster;

import dev.rooms.FoundClient;
import dev.rooms.cluster.Reply.Ack;
import dev.rooms.cluster.Reply.Acks;
import dev.rooms.cluster.Reply.Found;
import dev.rooms.cluster.Reply.HandedOver;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Cuts replies that may be as long as there are clients. */
final class ReplyParts {
    private static final long BYTES_A_PART = 128 * 1024;
    /** What a text takes beside its characters, of which each may be up to three bytes. */
    private static final int PER_TEXT = 5;

    private ReplyParts() {}

    /** The parts of a reply: one at least. */
    static List<Reply> of(Reply reply) {
        if (reply instanceof Found found) {
            return List.copyOf(cut(found.clients(), ReplyParts::bytes).stream()
                    .map(Found::new)
                    .toList());
        }
        if (reply instanceof Acks acks) {
            List<Reply> parts = new ArrayList<>();
            // How many were asked is told once, as the parts are added up.
            for (List<Ack> part : cut(acks.acks(), ReplyParts::bytes)) {
                parts.add(new Acks(part, parts.isEmpty() ? acks.expected() : 0));
            }
            return parts;
        }
        if (reply instanceof HandedOver handed) {
            List<Reply> parts = new ArrayList<>();
            for (List<Event> part : cut(handed.missed(), ReplyParts::bytes)) {
                parts.add(new HandedOver(parts.isEmpty() ? handed.session() : Optional.empty(), part));
            }
            return parts;
        }
        return List.of(reply);
    }

    private static long bytes(FoundClient client) {
        long bytes = text(client.id())
                + text(client.name())
                + text(client.principal().orElse(""));
        for (String room : client.rooms()) {
            bytes += text(room);
        }
        return bytes;
    }

    private static long bytes(Ack ack) {
        return text(ack.clientId())
                + ack.values().stream().mapToLong(json -> text(json.text())).sum()
                + ack.attachments().stream().mapToLong(ByteBuffer::remaining).sum();
    }

    private static long bytes(Event event) {
        return text(event.name())
                + event.values().stream().mapToLong(json -> text(json.text())).sum()
                + event.attachments().stream().mapToLong(ByteBuffer::remaining).sum();
    }

    private static long text(String text) {
        return PER_TEXT + 3L * text.length();
    }

    private static <T> List<List<T>> cut(List<T> items, ToLongFunction<T> bytes) {
        List<List<T>> parts = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int i = 0; i < items.size(); i++) {
            long more = bytes.applyAsLong(items.get(i));
            if (i > from && size + more > BYTES_A_PART) {
                parts.add(items.subList(from, i));
                from = i;
                size = 0;
            }
            size += more;
        }
        parts.add(items.subList(from, items.size()));
        return parts;
    }
}

package dev.rooms.cluster;

import dev.rooms.FoundClient;
import dev.rooms.cluster.Reply.Ack;
import dev.rooms.cluster.Reply.Acks;
import dev.rooms.cluster.Reply.Count;
import dev.rooms.cluster.Reply.Found;
import dev.rooms.cluster.Reply.HandedOver;
import dev.rooms.cluster.Reply.Members;
import dev.rooms.cluster.Reply.NotHere;
import dev.rooms.cluster.Reply.Rooms;
import dev.rooms.registry.RoomRegistry.RoomSize;
import java.util.List;
import java.util.Optional;

/** Replies as bytes. */
final class ReplyCodec {
    private static final int COUNT = 1;
    private static final int ACKS = 2;
    private static final int FOUND = 3;
    private static final int ROOMS = 4;
    private static final int MEMBERS = 5;
    private static final int HANDED_OVER = 6;
    private static final int NOT_HERE = 7;

    private ReplyCodec() {}

    static void write(WireWriter wire, Reply reply) {
        if (reply instanceof Count count) {
            wire.octet(COUNT).number(count.clients());
        } else if (reply instanceof Acks acks) {
            wire.octet(ACKS).number(acks.expected()).all(acks.acks(), ReplyCodec::write);
        } else if (reply instanceof Found found) {
            wire.octet(FOUND).all(found.clients(), ReplyCodec::write);
        } else if (reply instanceof Rooms rooms) {
            wire.octet(ROOMS)
                    .number(rooms.total())
                    .all(rooms.rooms(), (to, room) -> to.text(room.roomName()).number(room.members()));
        } else if (reply instanceof Members members) {
            wire.octet(MEMBERS).number(members.total()).all(members.members(), LetterCodec::write);
        } else if (reply instanceof HandedOver handed) {
            wire.octet(HANDED_OVER)
                    .all(handed.session().map(List::of).orElse(List.of()), SessionCodec::write)
                    .all(handed.missed(), PublicationCodec::write);
        } else if (reply instanceof NotHere none) {
            wire.octet(NOT_HERE).all(none.to().map(List::of).orElse(List.of()), WireWriter::node);
        }
    }

    static Reply read(WireReader wire) {
        int kind = wire.octet();
        return switch (kind) {
            case COUNT -> new Count(wire.smallNumber());
            case ACKS -> {
                int expected = wire.smallNumber();
                yield new Acks(wire.all(ReplyCodec::ack), expected);
            }
            case FOUND -> new Found(wire.all(ReplyCodec::client));
            case ROOMS -> {
                int total = wire.smallNumber();
                yield new Rooms(wire.all(from -> new RoomSize(from.text(), from.smallNumber())), total);
            }
            case MEMBERS -> {
                int total = wire.smallNumber();
                yield new Members(wire.all(LetterCodec::presence), total);
            }
            case HANDED_OVER ->
                new HandedOver(wire.all(SessionCodec::read).stream().findFirst(), wire.all(PublicationCodec::event));
            case NOT_HERE -> new NotHere(wire.all(WireReader::node).stream().findFirst());
            default -> throw new MalformedMessage("there is no reply " + kind);
        };
    }

    private static void write(WireWriter wire, Ack ack) {
        wire.text(ack.clientId()).values(ack.values()).blocks(ack.attachments());
    }

    private static Ack ack(WireReader wire) {
        return new Ack(wire.text(), wire.values(), wire.blocks());
    }

    private static void write(WireWriter wire, FoundClient client) {
        wire.text(client.id()).text(client.name()).optional(client.principal()).texts(client.rooms());
    }

    private static FoundClient client(WireReader wire) {
        String id = wire.text();
        String name = wire.text();
        Optional<String> principal = wire.optional();
        return new FoundClient(id, name, principal, wire.all(WireReader::text));
    }
}

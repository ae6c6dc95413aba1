package dev.rooms.cluster;

import dev.rooms.cluster.Publication.Action;
import dev.rooms.cluster.Publication.Disconnect;
import dev.rooms.cluster.Publication.Emit;
import dev.rooms.cluster.Publication.Join;
import dev.rooms.cluster.Publication.Leave;

/** Publications as bytes. An event's data is carried as the text that it is, and never parsed. */
final class PublicationCodec {
    private static final int EMIT = 1;
    private static final int EMIT_IF_WRITABLE = 2;
    private static final int JOIN = 3;
    private static final int LEAVE = 4;
    private static final int DISCONNECT = 5;

    private PublicationCodec() {}

    static void write(WireWriter wire, Publication publication) {
        write(wire, publication.whom());
        Action action = publication.action();
        if (action instanceof Emit emit) {
            write(wire.octet(emit.onlyWritable() ? EMIT_IF_WRITABLE : EMIT), emit.event());
        } else if (action instanceof Join join) {
            wire.octet(JOIN).texts(join.rooms());
        } else if (action instanceof Leave leave) {
            wire.octet(LEAVE).texts(leave.rooms());
        } else if (action instanceof Disconnect) {
            wire.octet(DISCONNECT);
        }
    }

    static Publication read(WireReader wire) {
        return new Publication(whom(wire), action(wire));
    }

    private static Action action(WireReader wire) {
        int kind = wire.octet();
        return switch (kind) {
            case EMIT -> new Emit(event(wire), false);
            case EMIT_IF_WRITABLE -> new Emit(event(wire), true);
            case JOIN -> new Join(wire.texts());
            case LEAVE -> new Leave(wire.texts());
            case DISCONNECT -> new Disconnect();
            default -> throw new MalformedMessage("there is no action " + kind);
        };
    }

    static void write(WireWriter wire, Whom whom) {
        wire.text(whom.namespace())
                .texts(whom.rooms())
                .texts(whom.exceptRooms())
                .texts(whom.exceptIds());
    }

    static Whom whom(WireReader wire) {
        return new Whom(wire.text(), wire.texts(), wire.texts(), wire.texts());
    }

    static void write(WireWriter wire, Event event) {
        wire.text(event.name()).values(event.values()).blocks(event.attachments());
    }

    static Event event(WireReader wire) {
        return new Event(wire.text(), wire.values(), wire.blocks());
    }
}

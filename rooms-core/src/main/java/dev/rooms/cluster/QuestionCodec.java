package dev.rooms.cluster;

import dev.rooms.cluster.Question.Apply;
import dev.rooms.cluster.Question.EmitWithAck;
import dev.rooms.cluster.Question.Find;
import dev.rooms.cluster.Question.HandOver;
import dev.rooms.cluster.Question.HowMany;
import dev.rooms.cluster.Question.MembersAfter;
import dev.rooms.cluster.Question.RoomsAfter;
import dev.rooms.cluster.Question.Send;

/** Questions as bytes. */
final class QuestionCodec {
    private static final int SEND = 1;
    private static final int APPLY = 2;
    private static final int EMIT_WITH_ACK = 3;
    private static final int HOW_MANY = 4;
    private static final int FIND = 5;
    private static final int ROOMS = 6;
    private static final int MEMBERS = 7;
    private static final int HAND_OVER = 8;

    private QuestionCodec() {}

    static void write(WireWriter wire, Question question) {
        if (question instanceof Send send) {
            PublicationCodec.write(wire.octet(SEND).text(send.namespace()).text(send.clientId()), send.event());
        } else if (question instanceof Apply apply) {
            PublicationCodec.write(wire.octet(APPLY), apply.publication());
        } else if (question instanceof EmitWithAck emit) {
            wire.octet(EMIT_WITH_ACK).number(emit.timeoutMillis());
            PublicationCodec.write(wire, emit.whom());
            PublicationCodec.write(wire, emit.event());
        } else if (question instanceof HowMany count) {
            PublicationCodec.write(wire.octet(HOW_MANY), count.whom());
        } else if (question instanceof Find find) {
            PublicationCodec.write(wire.octet(FIND), find.whom());
        } else if (question instanceof RoomsAfter page) {
            wire.octet(ROOMS).text(page.namespace()).text(page.after()).number(page.limit());
        } else if (question instanceof MembersAfter page) {
            wire.octet(MEMBERS)
                    .text(page.namespace())
                    .text(page.room())
                    .text(page.after())
                    .number(page.limit());
        } else if (question instanceof HandOver session) {
            wire.octet(HAND_OVER)
                    .text(session.namespace())
                    .text(session.pid())
                    .optional(session.offset())
                    .optional(session.principal());
        }
    }

    static Question read(WireReader wire) {
        int kind = wire.octet();
        return switch (kind) {
            case SEND -> new Send(wire.text(), wire.text(), PublicationCodec.event(wire));
            case APPLY -> new Apply(PublicationCodec.read(wire));
            case EMIT_WITH_ACK -> {
                long timeout = wire.number();
                yield new EmitWithAck(PublicationCodec.whom(wire), PublicationCodec.event(wire), timeout);
            }
            case HOW_MANY -> new HowMany(PublicationCodec.whom(wire));
            case FIND -> new Find(PublicationCodec.whom(wire));
            case ROOMS -> new RoomsAfter(wire.text(), wire.text(), wire.smallNumber());
            case MEMBERS -> new MembersAfter(wire.text(), wire.text(), wire.text(), wire.smallNumber());
            case HAND_OVER -> new HandOver(wire.text(), wire.text(), wire.optional(), wire.optional());
            default -> throw new MalformedMessage("there is no question " + kind);
        };
    }
}

package dev.rooms.cluster;

import dev.rooms.cluster.Letter.Arrived;
import dev.rooms.cluster.Letter.Asked;
import dev.rooms.cluster.Letter.Beat;
import dev.rooms.cluster.Letter.Departed;
import dev.rooms.cluster.Letter.Goodbye;
import dev.rooms.cluster.Letter.Published;
import dev.rooms.cluster.Letter.Replied;
import dev.rooms.cluster.Letter.RosterPart;
import dev.rooms.cluster.Letter.RosterWanted;

/** Letters as bytes: an octet for the kind, then the fields in the order of the records; see docs/clustering.md. */
final class LetterCodec {
    private static final int PUBLISHED = 1;
    private static final int BEAT = 2;
    private static final int GOODBYE = 3;
    private static final int ARRIVED = 4;
    private static final int DEPARTED = 5;
    private static final int ROSTER_WANTED = 6;
    private static final int ROSTER_PART = 7;
    private static final int ASKED = 8;
    private static final int REPLIED = 9;

    private LetterCodec() {}

    static byte[] write(Letter letter) {
        WireWriter wire = new WireWriter();
        if (letter instanceof Published published) {
            PublicationCodec.write(wire.octet(PUBLISHED).number(published.number()), published.publication());
        } else if (letter instanceof Beat beat) {
            wire.octet(BEAT).number(beat.number()).flag(beat.hello()).number(beat.rosterVersion());
        } else if (letter instanceof Goodbye) {
            wire.octet(GOODBYE);
        } else if (letter instanceof Arrived arrived) {
            write(wire.octet(ARRIVED).number(arrived.version()), arrived.client());
        } else if (letter instanceof Departed departed) {
            wire.octet(DEPARTED).number(departed.version()).text(departed.clientId());
        } else if (letter instanceof RosterWanted) {
            wire.octet(ROSTER_WANTED);
        } else if (letter instanceof RosterPart roster) {
            wire.octet(ROSTER_PART)
                    .number(roster.version())
                    .number(roster.part())
                    .number(roster.parts())
                    .all(roster.clients(), LetterCodec::write);
        } else if (letter instanceof Asked asked) {
            QuestionCodec.write(wire.octet(ASKED).number(asked.number()), asked.question());
        } else if (letter instanceof Replied replied) {
            wire.octet(REPLIED).number(replied.number()).number(replied.part()).flag(replied.last());
            ReplyCodec.write(wire, replied.reply());
        }
        return wire.toBytes();
    }

    /**
     * Reads a letter that takes all that is left.
     *
     * @throws MalformedMessage when it isn't one
     */
    static Letter read(WireReader wire) {
        Letter letter = readKind(wire);
        wire.finish();
        return letter;
    }

    /** Whether the letter that is still to be read is a heartbeat. */
    static boolean isBeat(WireReader wire) {
        return wire.peek() == BEAT;
    }

    private static Letter readKind(WireReader wire) {
        int kind = wire.octet();
        return switch (kind) {
            case PUBLISHED -> new Published(wire.number(), PublicationCodec.read(wire));
            case BEAT -> new Beat(wire.number(), wire.flag(), wire.number());
            case GOODBYE -> new Goodbye();
            case ARRIVED -> new Arrived(wire.number(), presence(wire));
            case DEPARTED -> new Departed(wire.number(), wire.text());
            case ROSTER_WANTED -> new RosterWanted();
            case ROSTER_PART -> rosterPart(wire);
            case ASKED -> new Asked(wire.number(), QuestionCodec.read(wire));
            case REPLIED -> new Replied(wire.number(), wire.smallNumber(), wire.flag(), ReplyCodec.read(wire));
            default -> throw new MalformedMessage("there is no kind " + kind);
        };
    }

    private static RosterPart rosterPart(WireReader wire) {
        long version = wire.number();
        int part = wire.smallNumber();
        int parts = wire.smallNumber();
        if (part >= parts) {
            throw new MalformedMessage("there is no part " + part + " of " + parts);
        }
        return new RosterPart(version, part, parts, wire.all(LetterCodec::presence));
    }

    static void write(WireWriter wire, Presence client) {
        wire.text(client.clientId()).text(client.clientName());
    }

    static Presence presence(WireReader wire) {
        return new Presence(wire.text(), wire.text());
    }
}

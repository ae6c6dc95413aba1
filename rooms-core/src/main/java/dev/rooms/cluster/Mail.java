package dev.rooms.cluster;

import java.util.Optional;

/**
 * Tells what is worth reading of all that comes: what is ours, whole, and not passed by something later. The rest is
 * dropped and counted. Thread-safe.
 */
final class Mail {
    private final NodeId self;
    private final Envelope envelope;
    private final Senders senders;
    private final Tally tally;

    Mail(NodeId self, Envelope envelope, Senders senders, Tally tally) {
        this.self = self;
        this.envelope = envelope;
        this.senders = senders;
        this.tally = tally;
    }

    /**
     * A letter, and who sent it.
     *
     * @param memory about what it takes, in bytes
     */
    record Delivered(NodeId sender, Letter letter, long memory) {}

    Optional<Delivered> open(String channel, byte[] message, int maxBytes) {
        try {
            if (message.length > maxBytes) {
                throw new MalformedMessage("it has " + message.length + " bytes, and may have " + maxBytes);
            }
            Envelope.Opened opened = envelope.open(channel, message);
            if (opened.sender().equals(self)) {
                return ownBeat(channel, opened);
            }
            Letter letter = LetterCodec.read(opened.letter());
            Senders.Note note = senders.note(opened.sender(), channel, opened.sequence());
            if (note.missing() > 0) {
                tally.lost(note.missing());
            }
            tally.in();
            boolean isNew = note.place() == Senders.Place.NEXT
                    && !(letter instanceof Letter.Published published
                            && Channels.partitions(published.publication()).size() > 1
                            && !senders.isFirst(opened.sender(), published.number()));
            return isNew
                    ? Optional.of(new Delivered(
                            opened.sender(), letter, opened.letter().memory()))
                    : Optional.empty();
        } catch (MalformedMessage malformed) {
            tally.refused(channel, malformed.what());
            return Optional.empty();
        }
    }

    /** Nothing of the own echo is worth reading but the heartbeats. */
    private static Optional<Delivered> ownBeat(String channel, Envelope.Opened own) {
        return channel.equals(Channels.ALL) && LetterCodec.isBeat(own.letter())
                ? Optional.of(new Delivered(own.sender(), LetterCodec.read(own.letter()), 0))
                : Optional.empty();
    }

    void forgetSilent() {
        senders.forgetSilent();
    }
}

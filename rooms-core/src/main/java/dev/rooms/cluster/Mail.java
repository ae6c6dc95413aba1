package dev.rooms.cluster;

import dev.rooms.metrics.Measurements;
import dev.rooms.metrics.Measurements.Counter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells what is worth reading of all that comes: what is ours, whole, and not passed by something later. The rest is
 * dropped and counted; the first of each kind since the backplane was last reached is logged. Thread-safe.
 */
final class Mail {
    private static final Logger LOG = System.getLogger(Mail.class.getName());

    private final NodeId self;
    private final Envelope envelope;
    private final Senders senders;
    private final Measurements measurements;
    private final AtomicBoolean toldOfRefused = new AtomicBoolean();
    private final AtomicBoolean toldOfLost = new AtomicBoolean();

    Mail(NodeId self, Envelope envelope, Senders senders, Measurements measurements) {
        this.self = self;
        this.envelope = envelope;
        this.senders = senders;
        this.measurements = measurements;
    }

    /** A letter, and who sent it. */
    record Delivered(NodeId sender, Letter letter) {}

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
                lost(note.missing());
            }
            measurements.count(Counter.BACKPLANE_IN);
            boolean isNew = note.place() == Senders.Place.NEXT
                    && !(letter instanceof Letter.Published published
                            && published.onceId() != 0
                            && !senders.isFirst(opened.sender(), published.onceId()));
            return isNew ? Optional.of(new Delivered(opened.sender(), letter)) : Optional.empty();
        } catch (MalformedMessage malformed) {
            refuse(channel, malformed.what());
            return Optional.empty();
        }
    }

    /** Nothing of the own echo is worth reading but the heartbeats. */
    private static Optional<Delivered> ownBeat(String channel, Envelope.Opened own) {
        return channel.equals(Channels.ALL) && LetterCodec.isBeat(own.letter())
                ? Optional.of(new Delivered(own.sender(), LetterCodec.read(own.letter())))
                : Optional.empty();
    }

    /** Counts something that can't be done here. */
    void refuse(String channel, String why) {
        measurements.count(Counter.BACKPLANE_REFUSED);
        if (toldOfRefused.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "A message on the backplane''s channel {0} was dropped: {1}", channel, why);
        }
    }

    private void lost(long messages) {
        measurements.count(Counter.BACKPLANE_LOST, messages);
        if (toldOfLost.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Messages of other servers were lost on the backplane; the metric for BACKPLANE_LOST tells how many");
        }
    }

    /** So many of this server's own weren't handed over. */
    void unsent(long messages) {
        measurements.count(Counter.BACKPLANE_UNSENT, messages);
    }

    /** What is lost or refused from now on is worth telling again. */
    void tellAgain() {
        toldOfLost.set(false);
        toldOfRefused.set(false);
    }

    void forgetSilent() {
        senders.forgetSilent();
    }
}

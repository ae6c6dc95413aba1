package dev.rooms.cluster;

import dev.rooms.backplane.Backplane;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends letters, each with the next number of its channel.
 *
 * <p>Concurrency: a channel's monitor is held while a letter gets its number and is handed to the backplane, which doesn't
 * block: else two might overtake each other, and the receivers would drop one as late.
 */
final class Outbox {
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    private final NodeId self;
    private final Backplane backplane;
    private final Envelope envelope;
    private final int maxBytes;
    private final Tally tally;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Outbox(NodeId self, Backplane backplane, Envelope envelope, int maxBytes, Tally tally) {
        this.self = self;
        this.backplane = backplane;
        this.envelope = envelope;
        this.maxBytes = maxBytes;
        this.tally = tally;
    }

    private static final class Channel {
        private long sent;
    }

    /** Sends a letter; false when it can't be, which is counted. */
    boolean send(String channel, Letter letter) {
        return send(channel, LetterCodec.write(letter));
    }

    /** Sends one letter to several channels; false when it can't be sent to all of them. */
    boolean send(Iterable<String> all, Letter letter) {
        byte[] bytes = LetterCodec.write(letter);
        boolean sent = true;
        for (String channel : all) {
            sent &= send(channel, bytes);
        }
        return sent;
    }

    /**
     * Sends the last letter of all. What is under way on another thread comes to that channel before it, or not at all: a
     * heartbeat after a goodbye would bring this server back for those who hear it.
     */
    void sendLast(String name, Letter letter) {
        synchronized (channel(name)) {
            send(name, LetterCodec.write(letter));
            closed = true;
        }
    }

    private boolean send(String name, byte[] letter) {
        boolean sent = publish(name, letter);
        if (sent) {
            tally.out();
        } else if (!closed) {
            tally.unsent(1);
        }
        return sent;
    }

    private boolean publish(String name, byte[] letter) {
        Channel channel = channel(name);
        synchronized (channel) {
            if (closed) {
                return false;
            }
            // What isn't sent has its number all the same, so that those who miss it can count it.
            channel.sent++;
            byte[] message = envelope.seal(name, self, channel.sent, letter);
            try {
                // With all that is around it, as that is what the others measure.
                return message.length <= maxBytes && backplane.publish(name, message);
            } catch (RuntimeException broken) {
                LOG.log(Level.DEBUG, "The backplane failed at a message, so it is lost", broken);
                return false;
            }
        }
    }

    private Channel channel(String name) {
        return channels.computeIfAbsent(name, unknown -> new Channel());
    }

    /** Forgets a channel that nothing will be sent to any more. */
    void forget(String channel) {
        channels.remove(channel);
    }
}

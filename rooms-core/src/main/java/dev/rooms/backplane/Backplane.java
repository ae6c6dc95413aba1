package dev.rooms.backplane;

import java.util.Set;

/**
 * Carries bytes between servers, on channels that they subscribe to, so that their rooms are one set of rooms. What the bytes
 * mean, who is there, and what is lost, core knows by itself: a backplane only carries.
 *
 * <ul>
 *   <li>Order: what one server publishes arrives at each subscriber in that order, on all channels together. So a bus of
 *       several machines shares the servers among them, and not the channels. On one channel core drops what came late; across
 *       channels it goes by the bus.
 *   <li>Delivery: at most once is what clients get. Core drops doubles, its own echo, and what isn't its own language.
 *   <li>Blocking: no method blocks, but {@link #close}, which may for a moment. Local clients never wait for a bus.
 *   <li>Failures: nothing is thrown. What can't be handed over is answered with false, or told to {@link Receiver#lost}.
 * </ul>
 *
 * <p>Thread-safe. A channel's name has at most 64 letters, digits, dashes and colons; a message has some megabytes at most.
 */
public interface Backplane extends AutoCloseable {

    /** Connects, and begins to tell the receiver what comes. Called once, and before all others but {@link #subscribe}. */
    void start(Receiver receiver);

    /**
     * Hands a message to all who subscribe to that channel, this server included.
     *
     * @return false when it is dropped: the bus isn't reached, or takes less than is published. Such a channel loses
     *     what comes, and never holds back anyone
     */
    boolean publish(String channel, byte[] message);

    /**
     * Wants what is published to these channels, from soon on and after each reconnect, until told otherwise. What is wanted
     * before {@link #start} is in effect when {@link Receiver#joined} is told.
     */
    void subscribe(Set<String> channels);

    /** Doesn't want it any more. */
    void unsubscribe(Set<String> channels);

    /** Hands over what was taken, if that can be done in a moment, and leaves the bus; nothing is told afterwards. Idempotent. */
    @Override
    void close();

    /** This server, as a backplane sees it. Its methods don't block and don't throw. */
    interface Receiver {
        /** A message came; those of one channel one at a time, in their order. */
        void received(String channel, byte[] message);

        /** The bus is reached, at first or again, and all that was subscribed until now is in effect. */
        void joined();

        /**
         * The bus isn't reached any more; {@link #joined} follows when it is.
         *
         * @param why what happened, for a person
         */
        void parted(String why);

        /** So many messages that were taken by {@link Backplane#publish} weren't handed over after all. */
        void lost(int messages);
    }
}

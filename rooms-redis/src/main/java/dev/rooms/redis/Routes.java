package dev.rooms.redis;

import java.util.Collection;
import java.util.function.UnaryOperator;

/** All ways by which channels go. All is done in the lane, but for {@link #publish}. */
interface Routes {

    void open();

    /** Whether it is taken. In any thread. */
    boolean publish(String channel, byte[] message);

    void want(Collection<String> channels);

    void unwant(Collection<String> channels);

    /** Whether all that is published to it comes. */
    boolean isInEffect(String channel);

    /** Whether each channel has a way, and each way is reached. */
    boolean areReached();

    /** Whether Redis owes an answer for something that was taken. */
    boolean areHandingOver();

    /** All is well. */
    void settled();

    /** One Redis, which has all channels. */
    record One(Route route) implements Routes {
        @Override
        public void open() {
            route.probeBy(UnaryOperator.identity());
            route.open();
        }

        @Override
        public boolean publish(String channel, byte[] message) {
            return route.publish(channel, message);
        }

        @Override
        public void want(Collection<String> channels) {
            route.want(channels);
        }

        @Override
        public void unwant(Collection<String> channels) {
            route.unwant(channels);
        }

        @Override
        public boolean isInEffect(String channel) {
            return route.isInEffect(channel);
        }

        @Override
        public boolean areReached() {
            return route.isReached();
        }

        @Override
        public boolean areHandingOver() {
            return route.isHandingOver();
        }

        @Override
        public void settled() {
            // There is nothing else to find out.
        }
    }
}

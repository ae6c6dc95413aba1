package dev.rooms.kit;

import dev.rooms.backplane.Backplane;
import java.util.Set;

/** A server's way to any bus, which can end as a process does that is killed: without a word, in both directions. */
public final class DyingBackplane implements Backplane {
    private final Backplane bus;
    private volatile boolean dead;

    /** A way to that bus. */
    public DyingBackplane(Backplane bus) {
        this.bus = bus;
    }

    /** Nothing comes or goes any more, and nobody is told. */
    public void die() {
        dead = true;
    }

    @Override
    public void start(Receiver receiver) {
        bus.start(new Receiver() {
            @Override
            public void received(String channel, byte[] message) {
                if (!dead) {
                    receiver.received(channel, message);
                }
            }

            @Override
            public void joined() {
                if (!dead) {
                    receiver.joined();
                }
            }

            @Override
            public void parted(String why) {
                if (!dead) {
                    receiver.parted(why);
                }
            }

            @Override
            public void lost(int messages) {
                if (!dead) {
                    receiver.lost(messages);
                }
            }
        });
    }

    @Override
    public boolean publish(String channel, byte[] message) {
        return dead || bus.publish(channel, message);
    }

    @Override
    public void subscribe(Set<String> channels) {
        bus.subscribe(channels);
    }

    @Override
    public void unsubscribe(Set<String> channels) {
        bus.unsubscribe(channels);
    }

    @Override
    public void close() {
        bus.close();
    }
}

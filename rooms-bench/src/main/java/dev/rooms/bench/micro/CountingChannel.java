package dev.rooms.bench.micro;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;

/** A connection that costs nothing: it adds up bytes. */
final class CountingChannel implements ClientChannel {
    private final Lane lane;
    private long bytes;

    CountingChannel(Lane lane) {
        this.lane = lane;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean send(Frame frame) {
        bytes += frame.size();
        return true;
    }

    @Override
    public void close(CloseReason reason) {}

    @Override
    public void cut() {}

    @Override
    public Backlog backlog() {
        return Backlog.NONE;
    }

    long bytes() {
        return bytes;
    }
}

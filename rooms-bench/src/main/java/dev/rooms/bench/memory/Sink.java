package dev.rooms.bench.memory;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import java.util.List;

/** A connection that takes every frame and keeps none, so that what is measured is the way to it. */
public final class Sink implements ClientChannel {
    private final Lane lane;
    private final Tally tally;

    /** On that lane, whose frames that tally counts. */
    public Sink(Lane lane, Tally tally) {
        this.lane = lane;
        this.tally = tally;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean send(Frame frame) {
        tally.count();
        return true;
    }

    @Override
    public boolean send(List<Frame> frames) {
        frames.forEach(this::send);
        return true;
    }

    @Override
    public void close(CloseReason reason) {}

    @Override
    public void cut() {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public Backlog backlog() {
        return Backlog.NONE;
    }
}

package dev.rooms.bench.micro;

import dev.rooms.bench.memory.Tally;
import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import dev.rooms.transport.SendQueue;
import java.util.List;

/** A connection behind a send queue whose writes are done at once. */
final class QueuedSink implements ClientChannel {
    private static final int MAX_WAITING_BYTES = 1 << 20;

    private final Lane lane;
    private final Tally tally;
    private final SendQueue queue;

    /** On that lane, whose frames that tally counts. */
    QueuedSink(Lane lane, Tally tally) {
        this.lane = lane;
        this.tally = tally;
        this.queue = new SendQueue(MAX_WAITING_BYTES, this::write);
    }

    private void write(Frame frame) {
        tally.count();
        queue.sent();
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean send(Frame frame) {
        return queue.offer(frame);
    }

    @Override
    public boolean send(List<Frame> frames) {
        return queue.offer(frames);
    }

    @Override
    public void close(CloseReason reason) {
        queue.close(reason);
    }

    @Override
    public void cut() {
        queue.discard();
    }

    @Override
    public boolean isWritable() {
        return queue.isIdle();
    }

    @Override
    public Backlog backlog() {
        return queue.backlog();
    }
}

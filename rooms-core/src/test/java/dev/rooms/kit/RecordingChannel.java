package dev.rooms.kit;

import dev.rooms.transport.Backlog;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A connection without a transport: keeps what is sent to it, and can be told to be full, stalled or broken. Thread-safe.
 */
public final class RecordingChannel implements ClientChannel {
    private final Lane lane;
    private final List<Frame> frames = new ArrayList<>();
    private final AtomicReference<Optional<CloseReason>> closeReason = new AtomicReference<>(Optional.empty());
    private volatile boolean full;
    private volatile boolean cut;
    private volatile Optional<Throwable> fault = Optional.empty();
    private volatile Optional<Throwable> closeFault = Optional.empty();
    private volatile Consumer<Frame> whenSent = frame -> {};
    private volatile Consumer<CloseReason> whenEnded = reason -> {};
    private volatile Backlog backlog = Backlog.NONE;

    /** On a lane that runs in place, so that a frame is here when the call that sent it returns. */
    public RecordingChannel() {
        this(Lane.inPlace());
    }

    /** On a lane of the test's choice. */
    public RecordingChannel(Lane lane) {
        this.lane = lane;
    }

    /** Accepts no frame any more, or does so again. */
    public void setFull(boolean full) {
        this.full = full;
    }

    /** Throws this at every send. */
    public void failWith(Throwable fault) {
        this.fault = Optional.of(fault);
    }

    /** Throws this at every close and cut. */
    public void failToCloseWith(Throwable fault) {
        this.closeFault = Optional.of(fault);
    }

    /** Does this after each frame that is accepted, in the thread that sent it. */
    public void whenSent(Consumer<Frame> reaction) {
        this.whenSent = reaction;
    }

    /** Does this when the core closes it first, and when the core cuts it, then with {@link CloseReason#LOST}. */
    public void whenEnded(Consumer<CloseReason> reaction) {
        this.whenEnded = reaction;
    }

    /** What {@link #backlog()} answers from now on; with bytes in it, the channel isn't writable. */
    public void setBacklog(Backlog backlog) {
        this.backlog = backlog;
    }

    /** All frames so far, pings among them. */
    public List<Frame> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** The texts of all text frames so far. */
    public List<String> texts() {
        return frames().stream()
                .filter(frame -> frame.kind() == Frame.Kind.TEXT)
                .map(Frame::text)
                .toList();
    }

    /** Forgets what was sent so far. */
    public void clear() {
        synchronized (frames) {
            frames.clear();
        }
    }

    /** What the core closed it with first, if it did. */
    public Optional<CloseReason> closeReason() {
        return closeReason.get();
    }

    /** Whether the core has cut it. */
    public boolean isCut() {
        return cut;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean send(Frame frame) {
        fault.ifPresent(RecordingChannel::sneak);
        if (closeReason.get().isPresent() || cut) {
            return true;
        }
        if (full) {
            return false;
        }
        synchronized (frames) {
            frames.add(frame);
        }
        whenSent.accept(frame);
        return true;
    }

    @Override
    public boolean send(List<Frame> several) {
        synchronized (frames) {
            for (Frame frame : several) {
                if (!send(frame)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Throws anything: a broken transport doesn't keep to what its interface declares. */
    @SuppressWarnings("unchecked") // the cast is erased, which is the point
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }

    @Override
    public void close(CloseReason reason) {
        closeFault.ifPresent(RecordingChannel::sneak);
        if (closeReason.compareAndSet(Optional.empty(), Optional.of(reason))) {
            whenEnded.accept(reason);
        }
    }

    @Override
    public void cut() {
        closeFault.ifPresent(RecordingChannel::sneak);
        cut = true;
        whenEnded.accept(CloseReason.LOST);
    }

    @Override
    public boolean isWritable() {
        return backlog.bytes() == 0;
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }
}

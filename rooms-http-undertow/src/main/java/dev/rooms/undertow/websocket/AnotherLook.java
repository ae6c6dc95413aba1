package dev.rooms.undertow.websocket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelPipe;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * Has a task run once the I/O thread has looked at its sockets again, without waiting for anything to happen there, and has
 * handled what it found. XNIO runs all tasks before it looks, those that tasks hand over too; so the way leads through a pipe
 * that can always be written and never is. Belongs to that I/O thread.
 */
final class AnotherLook implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AnotherLook.class.getName());

    private final XnioIoThread thread;
    private final Runnable task;
    private final Runnable lookedAndHandled = this::runTask;
    private volatile @Nullable ChannelPipe<StreamSourceChannel, StreamSinkChannel> pipe;
    private boolean unavailable;

    AnotherLook(XnioIoThread thread, Runnable task) {
        this.thread = thread;
        this.task = task;
    }

    /** Looks, and then runs the task; false, and nothing happens, when that can't be had. */
    boolean take() {
        ChannelPipe<StreamSourceChannel, StreamSinkChannel> ready = pipe;
        if (ready == null) {
            ready = open();
        }
        if (ready == null || !ready.getRightSide().isOpen()) {
            return false;
        }
        ready.getRightSide().resumeWrites();
        return true;
    }

    private @Nullable ChannelPipe<StreamSourceChannel, StreamSinkChannel> open() {
        if (unavailable) {
            return null;
        }
        try {
            ChannelPipe<StreamSourceChannel, StreamSinkChannel> opened = thread.createHalfDuplexPipe(thread);
            opened.getRightSide().getWriteSetter().set(this::looked);
            pipe = opened;
            return opened;
        } catch (IOException | RejectedExecutionException outOfFiles) {
            unavailable = true;
            LOG.log(Level.DEBUG, "No pipe could be opened; what is written is gathered over shorter times", outOfFiles);
            return null;
        }
    }

    private void looked(StreamSinkChannel sink) {
        sink.suspendWrites();
        // Sockets that were found ready with this one may only now be handled, and hand over tasks as they are; the
        // second
        // hand-over comes after those.
        execute(lookedAndHandled);
    }

    private void runTask() {
        execute(task);
    }

    private void execute(Runnable next) {
        try {
            thread.execute(next);
        } catch (RejectedExecutionException stopped) {
            // The thread ends, and closes all its connections as it does.
            LOG.log(Level.DEBUG, "An I/O thread ended before its last messages were written", stopped);
        }
    }

    /** Gives the pipe back. From any thread. */
    @Override
    public void close() {
        ChannelPipe<StreamSourceChannel, StreamSinkChannel> open = pipe;
        if (open != null) {
            IoUtils.safeClose(open.getLeftSide());
            IoUtils.safeClose(open.getRightSide());
        }
    }
}

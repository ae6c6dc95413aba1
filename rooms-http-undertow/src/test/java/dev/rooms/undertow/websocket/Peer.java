package dev.rooms.undertow.websocket;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;

/**
 * A peer without a socket: takes as many bytes as it is told to, and keeps them by system call. Belongs to one I/O thread.
 */
final class Peer implements InvocationHandler {
    private final StreamSinkChannel sink = (StreamSinkChannel)
            Proxy.newProxyInstance(Peer.class.getClassLoader(), new Class<?>[] {StreamSinkChannel.class}, this);
    private final List<byte[]> writes = new ArrayList<>();
    private long takes = Long.MAX_VALUE;
    private boolean gone;
    private boolean heldBack;
    private boolean resumed;
    private @Nullable ChannelListener<? super StreamSinkChannel> writable;

    StreamSinkChannel sink() {
        return sink;
    }

    /** Takes so many bytes more, and no others. */
    void takes(long bytes) {
        takes = bytes;
        tellIfWritable();
    }

    /** Its connection is lost. */
    void goes() {
        gone = true;
    }

    /** What is written stays in the channel for now, as with TLS. */
    void holdsBack(boolean held) {
        heldBack = held;
        tellIfWritable();
    }

    boolean isWaitedFor() {
        return resumed;
    }

    /** What came with each system call. */
    List<byte[]> writes() {
        return writes;
    }

    /** All bytes that came. */
    byte[] bytes() {
        ByteBuffer all = ByteBuffer.allocate(
                writes.stream().mapToInt(write -> write.length).sum());
        writes.forEach(all::put);
        return all.array();
    }

    private void tellIfWritable() {
        if (resumed && takes > 0 && !heldBack) {
            ChannelListeners.invokeChannelListener(sink, writable);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the only setter that is asked for
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws IOException {
        switch (method.getName()) {
            case "write" -> {
                return write((ByteBuffer) arguments[0]);
            }
            case "flush" -> {
                return !heldBack;
            }
            case "getWriteSetter" -> {
                return (ChannelListener.Setter<StreamSinkChannel>) listener -> writable = listener;
            }
            case "resumeWrites" -> resumed = true;
            case "suspendWrites" -> resumed = false;
            default -> throw new UnsupportedOperationException(method.getName());
        }
        return null;
    }

    private int write(ByteBuffer source) throws IOException {
        if (gone) {
            throw new IOException("the peer has gone");
        }
        byte[] taken = new byte[(int) Math.min(takes, source.remaining())];
        source.get(taken);
        takes -= taken.length;
        writes.add(taken);
        return taken.length;
    }
}

package dev.rooms.protocol.socketio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the packets of one connection together, from its texts and the binary frames that follow some of them (Socket.IO
 * v5, "Packet encoding": "Binary event"). Not thread-safe: what comes from one client comes in order.
 *
 * <p>It holds one packet at most, its attachments bounded in number and bytes. How long it may wait for them, whoever owns
 * it decides.
 */
public final class AttachmentCollector {
    private final PacketReader reader;
    private final long maxBytes;

    private @Nullable SocketPacket pending;
    private List<ByteBuffer> attachments = List.of();
    private int missing;
    private long bytes;

    /** Reads with that reader, and holds attachments of up to so many bytes in all. */
    public AttachmentCollector(PacketReader reader, long maxBytes) {
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    /** Whether the rest of a packet is waited for. */
    public boolean isWaiting() {
        return pending != null;
    }

    /**
     * Takes a text.
     *
     * @return the packet; null when its attachments are to follow
     * @throws ProtocolViolationException when it is no packet, or one that others' attachments should have come before
     */
    public @Nullable SocketPacket text(String text) {
        if (pending != null) {
            throw new ProtocolViolationException("a text came where " + missing + " more attachments should have come");
        }
        PacketReader.Head head = reader.read(text);
        if (head.attachments() == 0) {
            return head.packet();
        }
        pending = head.packet();
        missing = head.attachments();
        bytes = 0;
        return null;
    }

    /**
     * Takes a binary frame; its bytes are copied.
     *
     * @return the packet that it completes; null when more attachments are to follow
     * @throws ProtocolViolationException when no attachment was to come, or when there are too many bytes
     */
    public @Nullable SocketPacket binary(ByteBuffer attachment) {
        SocketPacket packet = pending;
        if (packet == null) {
            throw new ProtocolViolationException("binary data came without a packet that it belongs to");
        }
        bytes += attachment.remaining();
        if (bytes > maxBytes) {
            throw new ProtocolViolationException(
                    "a packet's attachments must not have more than " + maxBytes + " bytes");
        }
        // Those of a refused packet belong to nothing; they are only counted.
        if (!(packet instanceof SocketPacket.Refused)) {
            keep(attachment);
        }
        missing--;
        if (missing > 0) {
            return null;
        }
        SocketPacket whole = packet.with(attachments);
        pending = null;
        attachments = List.of();
        return whole;
    }

    private void keep(ByteBuffer attachment) {
        if (attachments.isEmpty()) {
            attachments = new ArrayList<>(missing);
        }
        byte[] copy = new byte[attachment.remaining()];
        attachment.duplicate().get(copy);
        attachments.add(ByteBuffer.wrap(copy).asReadOnlyBuffer());
    }
}

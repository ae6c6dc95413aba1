package dev.rooms.protocol;

import dev.rooms.transport.Frame;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one event is on the wire: immutable, and shared by all who receive it.
 *
 * @param head the frame that comes first, the only one as a rule
 * @param attachments the binary frames that must follow it at once
 */
public record Packet(Frame head, List<Frame> attachments) {
    public Packet {
        attachments = List.copyOf(attachments);
    }

    /** A packet of one frame. */
    public static Packet of(Frame frame) {
        return new Packet(frame, List.of());
    }

    /** All frames, in the order in which they leave. */
    public List<Frame> frames() {
        return attachments.isEmpty()
                ? List.of(head)
                : Stream.concat(Stream.of(head), attachments.stream()).toList();
    }

    /** Payload bytes of all frames. */
    public long size() {
        long size = head.size();
        for (Frame attachment : attachments) {
            size += attachment.size();
        }
        return size;
    }
}

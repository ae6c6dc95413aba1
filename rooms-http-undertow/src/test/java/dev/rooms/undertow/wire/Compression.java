package dev.rooms.undertow.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The client's half of permessage-deflate, as it was agreed (RFC 7692 §7.2). */
public final class Compression implements AutoCloseable {
    public static final int RSV1 = 4;

    private static final byte[] END = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private final boolean agreed;
    private final boolean clientBeginsAnew;
    private final boolean serverBeginsAnew;

    /** Compression with the parameters that the server answered. */
    public Compression(Optional<String> answer) {
        agreed = answer.isPresent();
        Set<String> parameters = Set.of(answer.orElse("").split("\\s*;\\s*", -1));
        clientBeginsAnew = parameters.contains("client_no_context_takeover");
        serverBeginsAnew = parameters.contains("server_no_context_takeover");
    }

    /** The message as it is sent; as it is unless compression was agreed on. */
    public Frame compress(Frame message) {
        if (!agreed) {
            return message;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        deflater.setInput(message.payload());
        int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        while (count > 0) {
            compressed.write(buffer, 0, count);
            count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        }
        if (clientBeginsAnew) {
            deflater.reset();
        }
        byte[] all = compressed.toByteArray();
        return new Frame(true, RSV1, message.opcode(), Arrays.copyOf(all, all.length - END.length));
    }

    /** The message that came; one that isn't compressed as it is. */
    public Frame inflate(Frame came) {
        if (came.rsv() != RSV1) {
            return came;
        }
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        inflate(came.payload(), inflated);
        inflate(END, inflated);
        if (serverBeginsAnew) {
            inflater.reset();
        }
        return Frame.of(came.opcode(), inflated.toByteArray());
    }

    private void inflate(byte[] bytes, ByteArrayOutputStream inflated) {
        byte[] buffer = new byte[BUFFER_BYTES];
        inflater.setInput(bytes);
        try {
            for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
                inflated.write(buffer, 0, count);
            }
        } catch (DataFormatException broken) {
            throw new AssertionError("the server sent what is no deflate data", broken);
        }
        if (inflater.getRemaining() > 0) {
            throw new AssertionError("the server's deflate data ends before the message does");
        }
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}

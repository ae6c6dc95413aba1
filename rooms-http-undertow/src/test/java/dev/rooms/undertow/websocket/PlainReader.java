package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads frames from all bytes at once, as plainly as the RFCs can be told, and shares no code with {@link FrameReader},
 * which is compared with it. Counts no fragments.
 */
final class PlainReader {
    private static final byte[] EMPTY_BLOCK = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final byte[] EMPTY_LAST_BLOCK = {3, 0};

    private final ByteBuffer bytes;
    private final int maxMessageBytes;
    private final boolean deflate;
    private final Found found = new Found();

    private boolean over;
    private boolean deaf;
    private boolean inMessage;
    private boolean text;
    private boolean compressed;
    private ByteArrayOutputStream message = new ByteArrayOutputStream();

    private PlainReader(byte[] bytes, int maxMessageBytes, boolean deflate) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.maxMessageBytes = maxMessageBytes;
        this.deflate = deflate;
    }

    static List<String> read(byte[] bytes, int maxMessageBytes, boolean deflate) {
        PlainReader reader = new PlainReader(bytes, maxMessageBytes, deflate);
        boolean more = true;
        while (more && !reader.over) {
            more = reader.readFrame();
        }
        return reader.found.lines();
    }

    /** False when it doesn't come whole. */
    private boolean readFrame() {
        if (bytes.remaining() < 1) {
            return false;
        }
        int first = bytes.get() & 0xFF;
        boolean last = first >= 0x80;
        boolean compressedFirst = (first & 0x40) != 0;
        int opcode = first & 15;
        boolean control = opcode >= 8;
        if (!List.of(0, 1, 2, 8, 9, 10).contains(opcode)
                || (first & 0x30) != 0
                || (compressedFirst && !deflate)
                || (compressedFirst && opcode != 1 && opcode != 2)
                || (control && !last)) {
            return broken(CloseReason.PROTOCOL_ERROR);
        }
        if (!control && !deaf && (opcode == 0) != inMessage) {
            return broken(CloseReason.PROTOCOL_ERROR);
        }
        if (bytes.remaining() < 1) {
            return false;
        }
        int second = bytes.get() & 0xFF;
        long length = second & 0x7F;
        if (second < 0x80 || (control && length > 125)) {
            return broken(CloseReason.PROTOCOL_ERROR);
        }
        if (length == 126) {
            if (bytes.remaining() < 2) {
                return false;
            }
            length = bytes.getShort() & 0xFFFF;
            if (length < 126) {
                return broken(CloseReason.PROTOCOL_ERROR);
            }
        } else if (length == 127) {
            if (bytes.remaining() < 8) {
                return false;
            }
            length = bytes.getLong();
            if (length < 65_536) {
                return broken(CloseReason.PROTOCOL_ERROR);
            }
        }
        if (!control && !deaf) {
            if (opcode != 0) {
                inMessage = true;
                text = opcode == 1;
                compressed = compressedFirst;
                message = new ByteArrayOutputStream();
            }
            long most = compressed ? 2L * maxMessageBytes + 64 : maxMessageBytes;
            if (length > most - message.size()) {
                tooBig();
            }
        }
        if (bytes.remaining() < 4) {
            return false;
        }
        byte[] mask = new byte[4];
        bytes.get(mask);
        byte[] payload = new byte[(int) Math.min(length, bytes.remaining())];
        bytes.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        boolean whole = payload.length == length;
        if (control) {
            return whole && control(opcode, payload);
        }
        if (!deaf) {
            message.writeBytes(payload);
            checkMessage(whole && last);
        }
        return whole;
    }

    private boolean control(int opcode, byte[] payload) {
        if (opcode == 8) {
            int code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
            if (payload.length == 1
                    || code < 1000
                    || code == 1004
                    || (code == 1005 && payload.length > 0)
                    || code == 1006
                    || (code > 1014 && code < 3000)
                    || code > 4999) {
                return broken(CloseReason.PROTOCOL_ERROR);
            }
            if (payload.length > 2 && !PlainUtf8.isText(Arrays.copyOfRange(payload, 2, payload.length))) {
                return broken(CloseReason.INVALID_TEXT);
            }
            over = true;
            found.close(code);
        } else if (!deaf && opcode == 9) {
            found.ping(ByteBuffer.wrap(payload));
        } else if (!deaf) {
            found.pong();
        }
        return true;
    }

    private void checkMessage(boolean ended) {
        byte[] raw = message.toByteArray();
        Inflated inflated = compressed ? inflate(raw, ended) : new Inflated(raw, false);
        byte[] sound = inflated.bytes();
        boolean tooMuch = sound.length > maxMessageBytes;
        byte[] allowed = tooMuch ? Arrays.copyOf(sound, maxMessageBytes) : sound;
        if (text && !PlainUtf8.canBecomeText(allowed)) {
            broken(CloseReason.INVALID_TEXT);
        } else if (tooMuch) {
            tooBig();
        } else if (inflated.corrupt()) {
            broken(CloseReason.PROTOCOL_ERROR);
        } else if (ended) {
            if (!text) {
                found.binary(ByteBuffer.wrap(allowed));
            } else if (PlainUtf8.isText(allowed)) {
                found.text(new String(allowed, StandardCharsets.UTF_8));
            } else {
                broken(CloseReason.INVALID_TEXT);
            }
            inMessage = false;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by no one
    private record Inflated(byte[] bytes, boolean corrupt) {}

    /** All that comes out before a fault, but no more than one byte over the limit. */
    private Inflated inflate(byte[] raw, boolean ended) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(raw);
        if (ended) {
            all.writeBytes(EMPTY_BLOCK);
            all.writeBytes(EMPTY_LAST_BLOCK);
        }
        int added = all.size() - raw.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(all.toByteArray());
            while (out.size() <= maxMessageBytes) {
                int left = inflater.getRemaining();
                if (inflater.finished()) {
                    if (left <= added) {
                        // At the end, or in the midst of what follows it.
                        return new Inflated(out.toByteArray(), left > 0 && left < added);
                    }
                    inflater.reset();
                    inflater.setInput(all.toByteArray(), all.size() - left, left);
                } else if (!inflateByte(inflater, out) && !inflater.finished()) {
                    return new Inflated(out.toByteArray(), ended);
                }
            }
            return new Inflated(out.toByteArray(), false);
        } catch (DataFormatException e) {
            return new Inflated(out.toByteArray(), true);
        } finally {
            inflater.end();
        }
    }

    /** False if there is none. A fault that comes after a byte is thrown together with it. */
    private static boolean inflateByte(Inflater inflater, ByteArrayOutputStream out) throws DataFormatException {
        byte[] next = new byte[1];
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(next) == 1;
        } finally {
            if (inflater.getBytesWritten() > before) {
                out.writeBytes(next);
            }
        }
    }

    private void tooBig() {
        deaf = true;
        found.tooBig();
    }

    private boolean broken(CloseReason reason) {
        over = true;
        if (!deaf) {
            found.broken(reason);
        }
        return false;
    }
}

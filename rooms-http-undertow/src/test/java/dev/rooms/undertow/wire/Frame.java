package dev.rooms.undertow.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** A frame as it is on the wire, right or wrong (RFC 6455 §5.2). */
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs alone
public record Frame(boolean fin, int rsv, int opcode, byte[] payload) {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** What a close frame without a code says (RFC 6455 §7.1.5). */
    public static final int NO_CODE = 1005;

    private static final int SHOWN_BYTES = 40;

    public static Frame of(int opcode, byte[] payload) {
        return new Frame(true, 0, opcode, payload);
    }

    public static Frame of(int opcode, String payload) {
        return of(opcode, payload.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame text(String text) {
        return of(TEXT, text);
    }

    public static Frame text(byte[] bytes) {
        return of(TEXT, bytes);
    }

    public static Frame binary(byte[] bytes) {
        return of(BINARY, bytes);
    }

    public static Frame ping(String payload) {
        return of(PING, payload);
    }

    public static Frame pong(String payload) {
        return of(PONG, payload);
    }

    public static Frame continuation(String payload) {
        return of(CONTINUATION, payload);
    }

    public static Frame close(int code) {
        return close(code, new byte[0]);
    }

    public static Frame close(int code, byte[] reason) {
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    /** The same, but more frames of its message follow. */
    public Frame more() {
        return new Frame(false, rsv, opcode, payload);
    }

    /** The same with reserved bits: RSV1 is 4, RSV2 is 2, RSV3 is 1. */
    public Frame rsv(int bits) {
        return new Frame(fin, bits, opcode, payload);
    }

    /** The same message in frames of so many bytes, the last with what is left. */
    public List<Frame> fragments(int size) {
        int count = Math.max(1, (payload.length + size - 1) / size);
        return IntStream.range(0, count)
                .mapToObj(i -> new Frame(
                        i == count - 1,
                        i == 0 ? rsv : 0,
                        i == 0 ? opcode : CONTINUATION,
                        Arrays.copyOfRange(payload, i * size, Math.min(payload.length, (i + 1) * size))))
                .toList();
    }

    /** Bytes before the payload when a client sends it. */
    public int headerLength() {
        return 6 + (payload.length < 126 ? 0 : payload.length <= 0xFFFF ? 2 : 8);
    }

    /** The frame as a client sends it, masked. */
    public byte[] masked() {
        ByteBuffer bytes = ByteBuffer.allocate(headerLength() + payload.length);
        bytes.put((byte) ((fin ? 0x80 : 0) | (rsv << 4) | opcode));
        if (payload.length < 126) {
            bytes.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            bytes.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            bytes.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        // Another one for each length, and the same whenever the test is run.
        int mask = 0x37FA_213D * (2 * payload.length + 1);
        bytes.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
        }
        return bytes.array();
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    public boolean isControl() {
        return opcode >= CLOSE;
    }

    /** The code of a close frame. */
    public int closeCode() {
        return payload.length == 0
                ? NO_CODE
                : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    }

    public boolean sameAs(Frame other) {
        return fin == other.fin && rsv == other.rsv && opcode == other.opcode && Arrays.equals(payload, other.payload);
    }

    @Override
    public String toString() {
        String name = switch (opcode) {
            case CONTINUATION -> "continuation";
            case TEXT -> "text";
            case BINARY -> "binary";
            case CLOSE -> "close " + closeCode();
            case PING -> "ping";
            case PONG -> "pong";
            default -> "opcode " + opcode;
        };
        return name + (fin ? "" : " (more follows)") + (rsv == 0 ? "" : " with RSV " + rsv) + " of " + payload.length
                + " bytes";
    }

    /** All that there is to see of it. */
    public String dump() {
        int shown = Math.min(SHOWN_BYTES, payload.length);
        return this + ": " + HexFormat.of().formatHex(payload, 0, shown) + (shown < payload.length ? "…" : "");
    }
}

package dev.rooms.undertow.websocket;

/** A frame's first byte: whether the frame ends its message, the reserved bits, and the opcode (RFC 6455 §5.2). */
final class FirstByte {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int RESERVED = 0x30;
    private static final int OPCODE = 0x0F;
    private static final int CONTROL = 0x08;

    private FirstByte() {}

    /**
     * Whether a frame may begin so, whatever came before it.
     *
     * @param deflate whether the first frame of a message may say that it is compressed (RFC 7692 §6)
     */
    static boolean isRight(int bits, boolean deflate) {
        if ((bits & RESERVED) != 0 || (isCompressed(bits) && !(deflate && begins(bits)))) {
            return false;
        }
        return isControl(bits) ? isFinal(bits) && opcode(bits) <= PONG : opcode(bits) <= BINARY;
    }

    /** Whether it is the last frame of its message, or the only one. */
    static boolean isFinal(int bits) {
        return (bits & FINAL) != 0;
    }

    /** Whether it begins a compressed message. */
    static boolean isCompressed(int bits) {
        return (bits & COMPRESSED) != 0;
    }

    static boolean isControl(int bits) {
        return (bits & CONTROL) != 0;
    }

    /** Whether it is the first frame of a message. */
    static boolean begins(int bits) {
        int opcode = opcode(bits);
        return opcode == TEXT || opcode == BINARY;
    }

    static boolean isText(int bits) {
        return opcode(bits) == TEXT;
    }

    static int opcode(int bits) {
        return bits & OPCODE;
    }
}

package dev.rooms.undertow.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 as it comes, wherever it is cut: the first byte that can't be right is told at once (RFC 6455 §8.1, RFC
 * 3629 §4).
 *
 * <p>Between two pieces the check is an int: {@link #WHOLE} where a character may end the text, {@link #BROKEN}, or how
 * many bytes the character still needs, with the lowest and the highest value that its next byte may have.
 */
final class Utf8 {
    static final int WHOLE = 0;
    static final int BROKEN = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private static final int LAST_BYTE = needs(1, 0x80, 0xBF);
    private static final int LAST_2_BYTES = needs(2, 0x80, 0xBF);

    private Utf8() {}

    /** Goes on with a check that has come to {@code state}. */
    static int check(int state, byte[] bytes, int from, int to) {
        int i = from;
        int now = state;
        while (i < to && now != BROKEN) {
            if (now == WHOLE) {
                i = afterAscii(bytes, i, to);
                if (i < to) {
                    now = begun(bytes[i++] & 0xFF);
                }
            } else {
                now = next(now, bytes[i++] & 0xFF);
            }
        }
        return now;
    }

    private static int afterAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES && ((long) LONGS.get(bytes, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** After the first byte of a character of more than one. */
    private static int begun(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return LAST_BYTE;
        }
        return switch (first) {
            // Less than these would be too long a form.
            case 0xE0 -> needs(2, 0xA0, 0xBF);
            case 0xF0 -> needs(3, 0x90, 0xBF);
            // More would be half of a surrogate pair.
            case 0xED -> needs(2, 0x80, 0x9F);
            // More would be beyond U+10FFFF.
            case 0xF4 -> needs(3, 0x80, 0x8F);
            case 0xF1, 0xF2, 0xF3 -> needs(3, 0x80, 0xBF);
            default -> first >= 0xE1 && first <= 0xEF ? LAST_2_BYTES : BROKEN;
        };
    }

    private static int next(int state, int value) {
        if (value < (state >> 8 & 0xFF) || value > (state & 0xFF)) {
            return BROKEN;
        }
        return switch (state >> 16) {
            case 1 -> WHOLE;
            case 2 -> LAST_BYTE;
            default -> LAST_2_BYTES;
        };
    }

    private static int needs(int count, int lowest, int highest) {
        return count << 16 | lowest << 8 | highest;
    }
}

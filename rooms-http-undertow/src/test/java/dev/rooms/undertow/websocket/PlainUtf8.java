package dev.rooms.undertow.websocket;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** What is UTF-8, by the JDK's decoder and a list of all characters. */
final class PlainUtf8 {
    /** All that characters of more bytes begin with, in hex, and nothing. */
    static final Set<String> BEGINNINGS = beginnings();

    private PlainUtf8() {}

    static boolean isText(byte... bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        // Reports what is malformed without an exception, of which there would be millions.
        return decoder.decode(ByteBuffer.wrap(bytes), text, true).isUnderflow()
                && decoder.flush(text).isUnderflow();
    }

    /** Whether something can follow that makes it text. */
    static boolean canBecomeText(byte... bytes) {
        for (int cut = 0; cut <= Math.min(3, bytes.length); cut++) {
            int whole = bytes.length - cut;
            if (BEGINNINGS.contains(HexFormat.of().formatHex(bytes, whole, bytes.length))
                    && isText(Arrays.copyOf(bytes, whole))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> beginnings() {
        Set<String> beginnings = new HashSet<>();
        // Characters of more than one byte come in rows of 64 that differ in their last byte alone.
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += 64) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                for (int length = 0; length < bytes.length; length++) {
                    beginnings.add(HexFormat.of().formatHex(bytes, 0, length));
                }
            }
        }
        return Set.copyOf(beginnings);
    }
}

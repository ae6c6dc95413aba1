package dev.rooms.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads raw paths: split first, decoded then, so that an escaped slash or dot is a character of a name and never a step
 * through folders.
 */
final class Paths {
    private Paths() {}

    /**
     * The decoded segments of a path. One slash at the end is as good as none, as in Express.
     *
     * @throws Refusal with 400 when an escape is broken or isn't UTF-8
     */
    static List<String> segments(String rawPath) {
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        List<String> segments = new ArrayList<>(3);
        for (String segment : path.split("/", -1)) {
            segments.add(decode(segment));
        }
        return segments;
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); ) {
            if (segment.charAt(i) != '%') {
                int next = segment.indexOf('%', i);
                int end = next < 0 ? segment.length() : next;
                bytes.writeBytes(segment.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end;
                continue;
            }
            if (i + 2 >= segment.length()
                    || !HexFormat.isHexDigit(segment.charAt(i + 1))
                    || !HexFormat.isHexDigit(segment.charAt(i + 2))) {
                throw broken();
            }
            bytes.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
            i += 3;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw broken();
        }
    }

    private static Refusal broken() {
        return new Refusal(
                400,
                "the path has a broken escape; write a percent sign and two hexadecimal digits for each byte of UTF-8");
    }
}

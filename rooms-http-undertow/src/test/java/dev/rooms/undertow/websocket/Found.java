package dev.rooms.undertow.websocket;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what a reader finds, a line each. */
class Found implements FrameListener {
    static final String TOO_BIG = "too big";
    static final String PONG = "pong";

    private final List<String> lines = new ArrayList<>();

    static String ofText(String text) {
        return "text " + text;
    }

    static String ofBinary(byte[] bytes) {
        return "binary " + HexFormat.of().formatHex(bytes);
    }

    static String ofPing(byte[] payload) {
        return "ping " + HexFormat.of().formatHex(payload);
    }

    static String ofClose(int code) {
        return "close " + code;
    }

    static String ofBroken(CloseReason reason) {
        return "broken " + reason;
    }

    /** What was found until now. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void text(String text) {
        lines.add(ofText(text));
    }

    @Override
    public void binary(ByteBuffer bytes) {
        lines.add(ofBinary(copy(bytes)));
    }

    @Override
    public void ping(ByteBuffer payload) {
        lines.add(ofPing(copy(payload)));
    }

    @Override
    public void pong() {
        lines.add(PONG);
    }

    @Override
    public void close(int code) {
        lines.add(ofClose(code));
    }

    @Override
    public void tooBig() {
        lines.add(TOO_BIG);
    }

    @Override
    public void broken(CloseReason reason) {
        lines.add(ofBroken(reason));
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}

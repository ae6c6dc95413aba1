package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.COMPRESSED;
import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** What a right client sends is what is found. */
class RandomMessagesTest {
    private static final int MAX_BYTES = 100_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final boolean deflate = random.nextBoolean();
    private final ClientFrames frames = new ClientFrames();
    private final List<String> sent = new ArrayList<>();

    @RepeatedTest(100)
    void whatIsSentIsFound() {
        int count = random.nextInt(30);
        for (int i = 0; i < count; i++) {
            sendMessage();
            sendControlFrames();
        }
        if (random.nextBoolean()) {
            int code = 3000 + random.nextInt(2000);
            frames.frame(FINAL | FirstByte.CLOSE, (byte) (code >> 8), (byte) code)
                    .raw(bytes(random.nextInt(50)));
            sent.add(Found.ofClose(code));
        }
        byte[] bytes = frames.bytes();
        Scratch scratch = new Scratch();
        for (Feeding feeding : List.of(
                Feeding.whole(),
                Feeding.byteByByte(),
                Feeding.random(seed, 10),
                Feeding.random(seed, 1000),
                Feeding.random(seed + 1, 20_000))) {
            assertThat(feeding.read(bytes, MAX_BYTES, deflate, scratch))
                    .as("%s, messages of seed %d", feeding.name(), seed)
                    .isEqualTo(sent);
        }
    }

    private void sendMessage() {
        int size = size();
        if (random.nextBoolean()) {
            String text = text(size);
            sendMessage(FirstByte.TEXT, text.getBytes(StandardCharsets.UTF_8));
            sent.add(Found.ofText(text));
        } else {
            byte[] bytes = bytes(size);
            sendMessage(FirstByte.BINARY, bytes);
            sent.add(Found.ofBinary(bytes));
        }
    }

    private void sendMessage(int opcode, byte[] message) {
        boolean compressed = deflate && random.nextBoolean();
        byte[] payload = compressed ? ClientFrames.deflated(message) : message;
        int first = opcode | (compressed ? COMPRESSED : 0);
        int parts = random.nextInt(3) == 0 ? 1 + random.nextInt(10) : 1;
        int from = 0;
        for (int part = 1; part < parts; part++) {
            int to = from + random.nextInt(payload.length - from + 1);
            frames.mask(random.nextInt()).frame(first, Arrays.copyOfRange(payload, from, to));
            first = FirstByte.CONTINUATION;
            from = to;
            sendControlFrames();
        }
        frames.mask(random.nextInt()).frame(FINAL | first, Arrays.copyOfRange(payload, from, payload.length));
    }

    private void sendControlFrames() {
        while (random.nextInt(4) == 0) {
            byte[] payload = bytes(random.nextInt(126));
            if (random.nextBoolean()) {
                frames.frame(FINAL | FirstByte.PING, payload);
                sent.add(Found.ofPing(payload));
            } else {
                frames.frame(FINAL | FirstByte.PONG, payload);
                sent.add(Found.PONG);
            }
        }
    }

    /** Mostly short; at times around the borders of what a length's forms hold. */
    private int size() {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 120 + random.nextInt(12);
            case 2 -> 1000 + random.nextInt(10_000);
            case 3 -> 65_530 + random.nextInt(12);
            default -> random.nextInt(100);
        };
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A text of about so many bytes, now of ASCII alone and then of all characters. */
    private String text(int size) {
        int[] bounds = {0x80, 0x80, 0x800, 0x10000, Character.MAX_CODE_POINT + 1};
        int bound = bounds[random.nextInt(bounds.length)];
        StringBuilder text = new StringBuilder();
        for (int bytes = 0; bytes < size; ) {
            int point = random.nextInt(bound);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
                bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.toString();
    }
}

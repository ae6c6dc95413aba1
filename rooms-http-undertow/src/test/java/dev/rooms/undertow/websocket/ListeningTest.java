package dev.rooms.undertow.websocket;

import static dev.rooms.undertow.websocket.ClientFrames.FINAL;
import static dev.rooms.undertow.websocket.FirstByte.CLOSE;
import static dev.rooms.undertow.websocket.FirstByte.CONTINUATION;
import static dev.rooms.undertow.websocket.FirstByte.PING;
import static dev.rooms.undertow.websocket.FirstByte.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.transport.CloseReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a listener is told, and what it may do then. */
class ListeningTest {
    private static final int MAX_BYTES = 1000;

    private final Found found = new Found();
    private final FrameReader reader = new FrameReader(found, MAX_BYTES, false, new Scratch());

    private static ByteBuffer buffer(ClientFrames frames) {
        return ByteBuffer.wrap(frames.bytes());
    }

    /** Bytes in hex, and after how many of them the first thing is told. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // Autobahn 6.4: the first byte that can't be right, in a frame or a fragment that never comes whole.
        "a broken character,        81FE03E8 00000000 CEBAE1BDB9CF83CEBCCEB5 F4908080 65,                INVALID_TEXT, 21",
        "one in a fragment,         0181 00000000 61 00FE03E0 00000000 6162 EDA080,                      INVALID_TEXT, 19",
        "one over a border,         0181 00000000 F4 00FE03E0 00000000 90,                               INVALID_TEXT, 16",
        "one under a mask,          81FE03E8 01020304 60 FD,                                             INVALID_TEXT, 10",
        "a reserved bit,            91,                                                                  PROTOCOL_ERROR, 1",
        "a reserved opcode,         83,                                                                  PROTOCOL_ERROR, 1",
        "a continuation of nothing, 80,                                                                  PROTOCOL_ERROR, 1",
        "a ping in fragments,       09,                                                                  PROTOCOL_ERROR, 1",
        "no mask,                   8105,                                                                PROTOCOL_ERROR, 2",
        "a long ping,               89FE,                                                                PROTOCOL_ERROR, 2",
        "a long length,             82FE0001,                                                            PROTOCOL_ERROR, 4",
        "a very long length,        82FF000000000000FFFF,                                                PROTOCOL_ERROR, 10"
    })
    void whatIsBrokenIsToldAtTheFirstByteThatIs(String name, String hex, CloseReason reason, int count) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int i = 0; i < bytes.length; i++) {
            reader.read(ByteBuffer.wrap(bytes, i, 1));
            if (i < count - 1) {
                assertThat(found.lines()).as("after %d bytes", i + 1).isEmpty();
            } else {
                assertThat(found.lines()).as("after %d bytes", i + 1).containsExactly(Found.ofBroken(reason));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"82FE03E9, 4", "82FF0000000000010000, 10", "02FF7FFFFFFFFFFFFFFF, 10"})
    void aMessageOverTheLimitIsToldAsSoonAsItIsDeclared(String hex, int count) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        reader.read(ByteBuffer.wrap(bytes, 0, count - 1));
        assertThat(found.lines()).isEmpty();
        reader.read(ByteBuffer.wrap(bytes, count - 1, 1));
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
    }

    @Test
    void aMessageOverTheLimitIsSkippedHoweverLongItIs() {
        reader.read(buffer(new ClientFrames().header(FINAL | TEXT, 1L << 40)));
        for (int i = 0; i < 100; i++) {
            reader.read(ByteBuffer.allocate(100_000));
        }
        assertThat(found.lines()).containsExactly(Found.TOO_BIG);
    }

    @Test
    void aDeafReaderTellsOfACloseAlone() {
        ClientFrames frames = new ClientFrames()
                .frame(FINAL | TEXT, "a")
                .frame(FINAL | PING)
                .frame(TEXT, "b")
                .frame(CONTINUATION, "c")
                .frame(FINAL | CLOSE, (byte) 3, (byte) -24)
                .frame(FINAL | CLOSE);
        reader.deaf();
        reader.read(buffer(frames));
        assertThat(found.lines()).containsExactly("close 1000");
    }

    @Test
    void aReaderGoesDeafWithinAFrameOrAMessage() {
        byte[] frames = new ClientFrames()
                .frame(TEXT, "abc")
                .frame(CONTINUATION, "def")
                .frame(FINAL, "ghi")
                .frame(FINAL | TEXT, new byte[MAX_BYTES + 1])
                .frame(FINAL | CLOSE)
                .bytes();
        for (int heard = 0; heard < 3 * (6 + 3); heard++) {
            Found said = new Found();
            FrameReader one = new FrameReader(said, MAX_BYTES, false, new Scratch());
            one.read(ByteBuffer.wrap(frames, 0, heard));
            one.deaf();
            one.read(ByteBuffer.wrap(frames, heard, frames.length - heard));
            assertThat(said.lines()).as("deaf after %d bytes", heard).containsExactly("close 1005");
        }
    }

    @Test
    void aDeafReaderTellsOfACloseOfWhichHalfHasCome() {
        byte[] close = new ClientFrames()
                .frame(FINAL | CLOSE, (byte) 3, (byte) -24, (byte) 'a')
                .bytes();
        reader.read(ByteBuffer.wrap(close, 0, 7));
        reader.deaf();
        reader.read(ByteBuffer.wrap(close, 7, close.length - 7));
        assertThat(found.lines()).containsExactly("close 1000");
    }

    @Test
    void aDeafReaderSaysNothingOfWhatIsBroken() {
        reader.deaf();
        reader.read(buffer(new ClientFrames().frame(FINAL | 3).frame(FINAL | CLOSE)));
        assertThat(found.lines()).isEmpty();
    }

    @Test
    void aListenerMayMakeItsReaderDeaf() {
        FrameReader[] own = new FrameReader[1];
        Found hanging = new Found() {
            @Override
            public void text(String text) {
                super.text(text);
                own[0].deaf();
            }
        };
        own[0] = new FrameReader(hanging, MAX_BYTES, false, new Scratch());
        own[0].read(buffer(new ClientFrames()
                .frame(TEXT, "a")
                .frame(FINAL, "b")
                .frame(FINAL | TEXT, "c")
                .frame(FINAL | PING)
                .frame(FINAL | CLOSE)));
        assertThat(hanging.lines()).containsExactly("text ab", "close 1005");
    }

    @Test
    void aListenerThatThrowsLosesNothingButThatFrame() {
        Found throwing = new Found() {
            @Override
            public void text(String text) {
                super.text(text);
                throw new IllegalStateException("no " + text);
            }

            @Override
            public void ping(ByteBuffer payload) {
                super.ping(payload);
                throw new IllegalStateException("no ping");
            }
        };
        FrameReader one = new FrameReader(throwing, MAX_BYTES, false, new Scratch());
        ByteBuffer bytes = buffer(new ClientFrames()
                .frame(FINAL | TEXT, "a")
                .frame(TEXT, "b")
                .frame(FINAL | PING)
                .frame(FINAL, "c")
                .frame(FINAL | TEXT, "d")
                .frame(FINAL | CLOSE));
        assertThatThrownBy(() -> one.read(bytes)).hasMessage("no a");
        assertThatThrownBy(() -> one.read(bytes)).hasMessage("no ping");
        assertThatThrownBy(() -> one.read(bytes)).hasMessage("no bc");
        assertThatThrownBy(() -> one.read(bytes)).hasMessage("no d");
        one.read(bytes);
        assertThat(throwing.lines()).containsExactly("text a", "ping ", "text bc", "text d", "close 1005");
    }

    @Test
    void whatAListenerIsHandedIsNoPartOfTheReadersBuffer() {
        byte[] frames =
                new ClientFrames().frame(FINAL | FirstByte.BINARY, new byte[10]).bytes();
        byte[] untouched = Arrays.copyOf(frames, frames.length);
        FrameReader one = new FrameReader(
                new Found() {
                    @Override
                    public void binary(ByteBuffer bytes) {
                        assertThat(bytes.capacity()).isEqualTo(10);
                        while (bytes.hasRemaining()) {
                            bytes.put((byte) 1);
                        }
                    }
                },
                MAX_BYTES,
                false,
                new Scratch());
        one.read(ByteBuffer.wrap(frames));
        assertThat(frames).isEqualTo(untouched);
    }
}

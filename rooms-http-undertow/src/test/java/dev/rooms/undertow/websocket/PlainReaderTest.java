package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader is compared with must be right itself. */
class PlainReaderTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "dev.rooms.undertow.websocket.MessagesTest#messages",
        "dev.rooms.undertow.websocket.MessagesTest#lengths",
        "dev.rooms.undertow.websocket.MessagesTest#bigMessages",
        "dev.rooms.undertow.websocket.MessagesTest#declaredLengths",
        "dev.rooms.undertow.websocket.MessagesTest#brokenTexts",
        "dev.rooms.undertow.websocket.ControlFramesTest#controlFrames",
        "dev.rooms.undertow.websocket.ControlFramesTest#closeFrames",
        "dev.rooms.undertow.websocket.BrokenFramesTest#brokenFrames",
        "dev.rooms.undertow.websocket.CompressedMessagesTest#compressed"
    })
    void thePlainReaderFindsWhatIsToBeFound(Reading reading) {
        assertThat(PlainReader.read(reading.bytes(), Reading.MAX_BYTES, reading.deflate()))
                .isEqualTo(reading.found());
    }
}

package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.CloseReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5 and §7.4: a close frame holds a code and 123 bytes of text. */
class CloseReasonsTest {

    @ParameterizedTest
    @EnumSource(value = CloseReason.class, names = "LOST", mode = EnumSource.Mode.EXCLUDE)
    void everyReasonThatIsSentKeepsItsCodeAndText(CloseReason reason) {
        jakarta.websocket.CloseReason said = CloseReasons.of(reason);

        assertThat(said.getCloseCode().getCode()).isEqualTo(reason.code());
        assertThat(said.getReasonPhrase()).isEqualTo(reason.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "漢", "😀"})
    void aTextThatIsTooLongIsCutBetweenCharacters(String character) {
        String text = "ab" + character.repeat(200);

        String said = CloseReasons.of(CloseReason.POLICY_VIOLATION, text).getReasonPhrase();

        assertThat(text).startsWith(said);
        assertThat(said.substring(2)).isEqualTo(character.repeat((said.length() - 2) / character.length()));
        assertThat(said.getBytes(StandardCharsets.UTF_8).length).isBetween(120, 123);
    }

    @Test
    void aTextThatJustFitsIsLeftWhole() {
        String text = "x".repeat(123);

        assertThat(CloseReasons.of(CloseReason.FULL, text).getReasonPhrase()).isEqualTo(text);
    }
}

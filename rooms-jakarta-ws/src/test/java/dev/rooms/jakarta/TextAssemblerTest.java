package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §5: a message's limit is in bytes of UTF-8, however a container cuts it. */
class TextAssemblerTest {
    private final CoreSession session = new CoreSession();
    private final TextAssembler assembler = new TextAssembler(session, 12);

    @ParameterizedTest
    @ValueSource(strings = {"xxxxxxxxxxxx", "éééééé", "漢漢漢漢", "😀😀😀", "a漢😀é\u0000x", "", "x"})
    void aMessageOfTheLimitArrivesHoweverItIsCut(String text) {
        for (int cut = 0; cut <= text.length(); cut++) {
            // Also within a surrogate pair.
            assembler.onMessage(text.substring(0, cut), false);
            assembler.onMessage(text.substring(cut), true);
            assembler.onMessage(text, true);
        }

        assertThat(session.tooBig).isZero();
        assertThat(session.texts).hasSize(2 * (text.length() + 1)).containsOnly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xxxxxxxxxxxxx", "xéééééé", "x漢漢漢漢", "😀😀😀x"})
    void oneByteMoreIsTooBigHoweverItIsCut(String text) {
        for (int cut = 0; cut <= text.length(); cut++) {
            TextAssembler fresh = new TextAssembler(session, 12);
            fresh.onMessage(text.substring(0, cut), false);
            fresh.onMessage(text.substring(cut), true);
        }

        assertThat(session.texts).isEmpty();
        assertThat(session.tooBig).isEqualTo(text.length() + 1);
    }

    @Test
    void theRestOfWhatIsTooBigIsForgotten() {
        assembler.onMessage("x".repeat(13), false);
        assembler.onMessage("y".repeat(13), false);
        assembler.onMessage("z", true);
        assembler.onMessage("later", true);

        assertThat(session.tooBig).isEqualTo(1);
        assertThat(session.texts).isEmpty();
    }
}

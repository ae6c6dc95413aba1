package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final byte[] LETTER = LetterCodec.write(new Letter.Beat(1, true, 5));

    private final Envelope unsigned = new Envelope(Optional.empty());
    private final Envelope signed = new Envelope(Optional.of("a secret of the test"));

    private static byte[] seal(Envelope envelope) {
        return envelope.seal("all", Letters.TWO, 300, LETTER);
    }

    private static void isRefused(Envelope envelope, String channel, byte[] message, String why) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> envelope.open(channel, message))
                .withMessageContaining(why);
    }

    @Test
    void whatWasSealedIsOpenedAsItWas() {
        for (Envelope envelope : new Envelope[] {unsigned, signed}) {
            Envelope.Opened opened = envelope.open("all", seal(envelope));
            assertThat(opened.sender()).isEqualTo(Letters.TWO);
            assertThat(opened.sequence()).isEqualTo(300);
            assertThat(LetterCodec.read(opened.letter())).isEqualTo(new Letter.Beat(1, true, 5));
        }
    }

    @Test
    void whatIsNotOursIsRefused() {
        isRefused(unsigned, "all", new byte[0], "ends too early");
        isRefused(unsigned, "all", new byte[] {'{'}, "isn't ours");
        byte[] later = seal(unsigned);
        later[1] = 2;
        isRefused(unsigned, "all", later, "version 2");
        byte[] unknownKind = seal(unsigned);
        unknownKind[2] = 7;
        isRefused(unsigned, "all", unknownKind, "flag is 7");
    }

    @Test
    void whatIsNotSignedAsItMustBeIsRefused() {
        isRefused(signed, "all", seal(unsigned), "isn't signed");
        isRefused(unsigned, "all", seal(signed), "has no secret");
        isRefused(signed, "all", seal(new Envelope(Optional.of("another secret"))), "signature is wrong");
        isRefused(signed, "p:1", seal(signed), "signature is wrong");
    }

    @Test
    void noOctetOfWhatIsSignedCanBeChangedOrTakenAway() {
        byte[] message = seal(signed);
        for (int i = 0; i < message.length; i++) {
            byte[] changed = message.clone();
            changed[i] ^= 1;
            isRefused(signed, "all", changed, "");
            isRefused(signed, "all", Arrays.copyOf(message, i), "");
        }
    }
}

package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Version 1 of the format, as docs/clustering.md has it. Whatever changes one of these needs another version. */
class FormatTest {
    private static final NodeId SENDER = new NodeId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final String UNSIGNED_BEGINNING = "R\1\0" + "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] sealed(String channel, long sequence, Letter letter) {
        return new Envelope(Optional.empty()).seal(channel, SENDER, sequence, LetterCodec.write(letter));
    }

    @Test
    void anEventForARoomIsFortyEightOctetsAndWhatItSays() {
        Whom whom = new Whom("/", Set.of("lobby"), Set.of(), Set.of("id-1"));
        Letter event = Letters.emit(whom, "{\"text\":\"h\u00e9\"}");

        byte[] message = sealed("p:1", 300, event);

        assertThat(message)
                .isEqualTo(octets(
                        UNSIGNED_BEGINNING // whose it is
                                + "\254\2" // the 300th of that channel
                                + "\1\0" // a publication, and its number among all of the sender, which is left out
                                // here
                                + "\1/" // the namespace
                                + "\1\5lobby" // rooms
                                + "\0" // rooms that are left out
                                + "\1\4id-1" // ids that are left out
                                + "\1\4news" // an event
                                + "\1\16{\"text\":\"h\u00c3\u00a9\"}" // its values
                                + "\0")); // its attachments
        assertThat(message).hasSize(48 + 14);
    }

    @Test
    void aSignatureIsThirtyTwoOctetsMoreOverTheChannelAndTheWhole() throws Exception {
        String secret = "a secret of the test";
        byte[] message =
                new Envelope(Optional.of(secret)).seal("all", SENDER, 1, LetterCodec.write(new Letter.Goodbye()));

        byte[] signed = octets(UNSIGNED_BEGINNING.replace("R\1\0", "R\1\1") + "\1\3");
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(octets(secret), "HmacSHA256"));
        mac.update(octets("all\0"));
        assertThat(message).startsWith(signed).endsWith(mac.doFinal(signed)).hasSize(signed.length + 32);
    }

    @Test
    void presenceIsAHeartbeatAndNewsWithNumbers() {
        assertThat(sealed("all", 1, new Letter.Beat(2, true, 128)))
                .isEqualTo(octets(UNSIGNED_BEGINNING + "\1" + "\2\2\1\200\1"));
        assertThat(sealed("all", 2, new Letter.Arrived(3, new Presence("id-1", "Ada"))))
                .isEqualTo(octets(UNSIGNED_BEGINNING + "\2" + "\4\3\4id-1\3Ada"));
        assertThat(sealed("all", 3, new Letter.Departed(4, "id-1")))
                .isEqualTo(octets(UNSIGNED_BEGINNING + "\3" + "\5\4\4id-1"));
        assertThat(sealed("all", 4, new Letter.Goodbye())).isEqualTo(octets(UNSIGNED_BEGINNING + "\4" + "\3"));
    }

    @Test
    void roomsAreSpreadAlikeByEveryVersionAndEveryJvm() {
        assertThat(Channels.partition("/", "lobby")).isEqualTo(18);
        assertThat(Channels.partition("/chat", "h\u00e9 \ud83d\ude00")).isEqualTo(42);
    }
}

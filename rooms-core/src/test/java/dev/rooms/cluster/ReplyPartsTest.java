package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.FoundClient;
import dev.rooms.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplyPartsTest {
    private static final int LARGEST = 128 * 1024 + 1024;

    private static int bytes(Reply reply) {
        return LetterCodec.write(new Letter.Replied(1, 0, true, reply)).length;
    }

    @Test
    void manyClientsComeInPartsThatAreNotTooLarge() {
        List<FoundClient> clients = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        new FoundClient("id-" + i, "\u20ac".repeat(20), Optional.empty(), List.of("a", "room " + i)))
                .toList();
        List<Reply> parts = ReplyParts.of(new Reply.Found(clients));
        assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> bytes(part) <= LARGEST);
        assertThat(parts.stream().flatMap(part -> ((Reply.Found) part).clients().stream()))
                .containsExactlyElementsOf(clients);
    }

    @Test
    void acknowledgementsComeInPartsThatAddUp() {
        List<Reply.Ack> acks = IntStream.range(0, 100)
                .mapToObj(i -> new Reply.Ack("id-" + i, List.of(new Json("\"" + "x".repeat(5_000) + "\"")), List.of()))
                .toList();
        List<Reply> parts = ReplyParts.of(new Reply.Acks(acks, 120));
        assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> bytes(part) <= LARGEST);
        assertThat(parts.stream().flatMap(part -> ((Reply.Acks) part).acks().stream()))
                .containsExactlyElementsOf(acks);
        assertThat(parts.stream()
                        .mapToInt(part -> ((Reply.Acks) part).expected())
                        .sum())
                .isEqualTo(120);
    }

    @Test
    void nobodyIsOnePart() {
        assertThat(ReplyParts.of(new Reply.Found(List.of()))).containsExactly(new Reply.Found(List.of()));
        assertThat(ReplyParts.of(new Reply.Acks(List.of(), 3))).containsExactly(new Reply.Acks(List.of(), 3));
        assertThat(ReplyParts.of(new Reply.Count(3))).containsExactly(new Reply.Count(3));
    }
}

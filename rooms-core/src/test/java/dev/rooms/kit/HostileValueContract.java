package dev.rooms.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rooms.kit.TransportContract.Server;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is deep, wide, or strange. */
abstract class HostileValueContract extends HostileSocketIoContract {
    private static final int DEPTH = 100_000;

    private final Optional<String> whyBombsHurt;

    HostileValueContract(Callable<Server> starter, String path, Optional<String> whyBombsHurt) {
        super(starter, path);
        this.whyBombsHurt = whyBombsHurt;
    }

    private static String deep(String open, String close) {
        return open.repeat(DEPTH) + "1" + close.repeat(DEPTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"message\",",
                "427[\"message-with-ack\",",
                "42[\"no-such-event\",",
                "431[",
                "451-[\"message\","
            })
    void aDeepValueHarmsAtMostItsSender(String begin) throws Exception {
        assumeTrue(whyBombsHurt.isEmpty(), () -> whyBombsHurt.orElse(""));

        assertSurvived(begin + deep("[", "]") + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"message\",", "40/custom,{\"token\":"})
    void aDeepObjectHarmsAtMostItsSender(String begin) throws Exception {
        assumeTrue(whyBombsHurt.isEmpty(), () -> whyBombsHurt.orElse(""));

        assertSurvived(begin + deep("{\"a\":", "}") + (begin.contains("[") ? "]" : "}"));
    }

    @Test
    void aDeepValueWithoutAnEndHarmsAtMostItsSender() throws Exception {
        assertSurvived("42[\"message\"," + "[".repeat(900_000));
    }

    @Test
    void aWideListHarmsAtMostItsSender() throws Exception {
        assertSurvived("42[\"message\",[" + "0,".repeat(450_000) + "0]]");
    }

    @Test
    void manyArgumentsHarmAtMostTheirSender() throws Exception {
        assumeTrue(whyBombsHurt.isEmpty(), () -> whyBombsHurt.orElse(""));

        assertSurvived("42[\"message\"" + ",{}".repeat(100_000) + "]");
    }

    @Test
    void aWideObjectHarmsAtMostItsSender() throws Exception {
        String fields =
                IntStream.range(0, 80_000).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));

        assertSurvived("42[\"message\",{" + fields + "}]");
    }

    @Test
    void namesOfOneHashCodeHarmAtMostTheirSender() throws Exception {
        // "Aa" and "BB" have the same hash code in Java, and so has every string of as many of either.
        String fields = IntStream.range(0, 1 << 14)
                .mapToObj(i -> IntStream.range(0, 14)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":0")))
                .collect(Collectors.joining(","));

        assertSurvived("42[\"message\",{" + fields + "}]");
    }

    @Test
    void theSameNameAgainAndAgainHarmsAtMostItsSender() throws Exception {
        assertSurvived("42[\"message\",{" + "\"a\":1,".repeat(100_000) + "\"a\":2}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.1", "1e"})
    void aNumberOfManyDigitsHarmsAtMostItsSender(String begin) throws Exception {
        assertSurvived("42[\"message\"," + begin + "9".repeat(900_000) + "]");
    }

    @Test
    void aNameOfManyLettersHarmsAtMostItsSender() throws Exception {
        assertSurvived("42[\"" + "x".repeat(900_000) + "\",1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u0000\"",
                "1e400",
                "-1e400",
                "1e-400",
                "-0",
                "123456789012345678901234567890",
                "{\"__proto__\":{\"toString\":1}}",
                "{\"constructor\":{\"prototype\":1}}",
                "{\"toJSON\":1}",
                "{\"then\":1}",
                "\"\\u2028\\u001e\"",
            })
    void aStrangeValueHarmsAtMostItsSender(String value) throws Exception {
        assertSurvived("42[\"message\"," + value + "]", "427[\"message-with-ack\"," + value + "]");
    }
}

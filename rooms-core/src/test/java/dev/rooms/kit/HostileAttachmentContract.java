package dev.rooms.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rooms.kit.TransportContract.Server;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments that are too many, too few, or nowhere to be found. */
abstract class HostileAttachmentContract extends HostileSocketIoContract {
    private final Optional<String> whyAttachmentsMayNeverCome;
    private final Optional<String> whyBombsHurt;

    HostileAttachmentContract(
            Callable<Server> starter,
            String path,
            Optional<String> whyAttachmentsMayNeverCome,
            Optional<String> whyBombsHurt) {
        super(starter, path);
        this.whyAttachmentsMayNeverCome = whyAttachmentsMayNeverCome;
        this.whyBombsHurt = whyBombsHurt;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "0-",
                "-1-",
                "1",
                "1.5-",
                "x-",
                "1000000-",
                "2147483648-",
                "4294967297-",
                "18446744073709551617-",
                "99999999999999999999999999999999999999-",
            })
    void aCountOfAttachmentsThatIsNoneClosesTheConnection(String count) {
        assertCloses("45" + count + "[\"message\",{\"_placeholder\":true,\"num\":0}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "99", "4294967296", "1e999", "\"0\"", "null", "true", "[0]", "{}"})
    void aPlaceholderOutOfRangeClosesTheConnection(String num) {
        offender()
                .send("451-[\"message\",{\"_placeholder\":true,\"num\":" + num + "}]")
                .sendBinary((byte) 1);

        offender().awaitClosed();
    }

    @Test
    void aPlaceholderWithoutANumberClosesTheConnection() {
        offender().send("451-[\"message\",{\"_placeholder\":true}]").sendBinary((byte) 1);

        offender().awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"message\",{\"_placeholder\":true,\"num\":0}]",
                "42[\"message\",{\"_placeholder\":true,\"num\":-1}]",
                "427[\"message-with-ack\",{\"_placeholder\":true,\"num\":7}]",
                "40/custom,{\"_placeholder\":true,\"num\":0}",
            })
    void aPlaceholderWithoutAttachmentsHarmsAtMostItsSender(String frame) throws Exception {
        assertSurvived(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "451-[\"message\",{\"_placeholder\":true,\"num\":0.5}]",
                "451-[\"message\",1]",
                "451-[{\"_placeholder\":true,\"num\":0}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":0,\"more\":{\"_placeholder\":true,\"num\":0}}]",
                "461-999[{\"_placeholder\":true,\"num\":0}]",
                "451-/custom,[\"message\",{\"_placeholder\":true,\"num\":0}]",
            })
    void attachmentsThatDoNotFitHarmAtMostTheirSender(String frame) throws Exception {
        offender().send(frame).sendBinary((byte) 1);

        awaitFence();
    }

    @Test
    void anAttachmentThatNobodyAnnouncedClosesTheConnection() {
        offender().sendBinary((byte) 1);

        offender().awaitClosed();
    }

    @Test
    void anAttachmentTooManyClosesTheConnection() {
        offender()
                .send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]")
                .sendBinary((byte) 1)
                .sendBinary((byte) 2);

        offender().awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[\"message\",1]", "41", "40/custom,", "451-[\"message\",{\"_placeholder\":true,\"num\":0}]"})
    void aPacketInPlaceOfAnAttachmentClosesTheConnection(String packet) {
        assertCloses("452-[\"message\",{\"_placeholder\":true,\"num\":0}]", packet);
    }

    @Test
    void whoNeverSendsTheAttachmentsIsClosed() {
        assumeTrue(whyAttachmentsMayNeverCome.isEmpty(), () -> whyAttachmentsMayNeverCome.orElse(""));

        assertCloses("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void largeAttachmentsThatNeverBecomeWholeHarmAtMostTheirSender() throws Exception {
        offender().send("4510-[\"message\",{\"_placeholder\":true,\"num\":0}]");
        for (int i = 0; i < 9; i++) {
            offender().sendBinary(new byte[EngineEndpoint.MAX_PAYLOAD - 1]);
        }

        // The fence is no attachment.
        awaitFence();
    }

    @Test
    void tenThousandPlaceholdersOfOneLargeAttachmentHarmAtMostTheirSender() throws Exception {
        assumeTrue(whyBombsHurt.isEmpty(), () -> whyBombsHurt.orElse(""));
        // Told once for each place, it would come back as 5 GB.
        offender()
                .send("451-[\"message\"" + ",{\"_placeholder\":true,\"num\":0}".repeat(10_000) + "]")
                .sendBinary(new byte[500_000]);

        awaitFence();
    }
}

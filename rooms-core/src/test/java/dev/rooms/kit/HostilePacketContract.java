package dev.rooms.kit;

import static dev.rooms.kit.EngineEndpoint.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that are none, and packets that are out of place. */
abstract class HostilePacketContract extends HostileSocketIoContract {
    HostilePacketContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4", "47", "48[\"message\"]", "49", "4-1", "4:", "4 2[\"message\"]", "4\u0662[\"message\"]"})
    void aPacketTypeOutOfRangeClosesTheConnection(String frame) {
        assertCloses(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42{}",
                "42\"message\"",
                "42null",
                "42[",
                "42[\"message\"",
                "42[\"message\"]]",
                "42[\"message\",]",
                "42[\"message\",NaN]",
                "42['message']",
                "42[]",
                "42[null]",
                "42[true]",
                "42[{}]",
                "42[[\"message\"]]",
                "43{}",
                "431{}",
                "41{}",
                "41[\"message\"]",
            })
    void aPayloadThatIsNoneClosesTheConnection(String frame) {
        assertCloses(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Connected already, not connected there, or what only a server sends.
                "40",
                "40{\"token\":\"again\"}",
                "44{\"message\":\"no\"}",
                "42/custom,[\"message\",1]",
                "42/nowhere,[\"message\",1]",
                "43/nowhere,1[]",
                "41/nowhere",
            })
    void aPacketThatIsOutOfPlaceClosesTheConnection(String frame) {
        assertCloses(frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"message\",1]", "43[1]", "41", "40[]", "40\"token\"", "40null", "40{", "44{}"})
    void whoIsNotConnectedMayOnlyConnect(String frame) throws Exception {
        EngineWire wire = endpoint().openWire();

        wire.send(frame);

        assertThat(wire.hearUntil("no answer")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedEventNameClosesTheConnection(String event) {
        assertCloses("42[\"" + event + "\",1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__proto__",
                "constructor",
                "prototype",
                "toString",
                "hasOwnProperty",
                "",
                "no-such-event",
                "\\u0000",
                "client-connected",
                "connection",
                "auth",
            })
    void anEventThatNobodyHandlesIsIgnored(String event) throws Exception {
        assertIgnored("42[\"" + event + "\",{\"__proto__\":{\"admin\":true}}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "431[]",
                "43999999[\"mine\"]",
                "43[]",
                "439007199254740993[]",
                "430[{\"__proto__\":1}]",
            })
    void anAcknowledgementThatNobodyAskedForIsIgnored(String frame) throws Exception {
        assertIgnored(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42-1[\"message-with-ack\",1]",
                "43-1[]",
                "421.5[\"message-with-ack\",1]",
                "421e3[\"message-with-ack\",1]",
                "42+1[\"message-with-ack\",1]",
            })
    void anAckIdThatIsNoneClosesTheConnection(String frame) {
        assertCloses(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740993", "18446744073709551616", "99999999999999999999999999999999999999999999999"})
    void aHugeAckIdHarmsAtMostItsSender(String id) throws Exception {
        assertSurvived("43" + id + "[]", "42" + id + "[\"message-with-ack\",1]");
    }

    @Test
    void anAckIdOfManyDigitsHarmsAtMostItsSender() throws Exception {
        assertSurvived("42" + "9".repeat(900_000) + "[\"message-with-ack\",1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/random", "/custom/", "/CUSTOM", "/__proto__", "/..", "//", "/\u00fc\u20ac", "/a\\\"b"})
    void anUnknownNamespaceIsRefusedByItsName(String namespace) throws Exception {
        offender().send("40" + namespace + ",");

        assertThat(offender().next()).isEqualTo("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
        assertServed(offender());
    }

    @Test
    void aNamespaceOfManyLettersHarmsAtMostItsSender() throws Exception {
        assertSurvived("40/" + "x".repeat(900_000) + ",");
    }

    @Test
    void tenThousandUnknownNamespacesHarmAtMostTheirSender() throws Exception {
        assertSurvived(IntStream.range(0, 10_000).mapToObj(i -> "40/" + i).toArray(String[]::new));
    }

    @Test
    void tenThousandPacketsInOnePayloadAreServed() throws Exception {
        endpoint().whileYoung(() -> {
            String sid = endpoint().openSession();
            endpoint().push(sid, "40");
            endpoint().poll(sid, 2);

            assertAnswer(
                    endpoint()
                            .push(
                                    sid,
                                    IntStream.range(0, 10_000)
                                            .mapToObj(i -> "42[\"message\"," + i + "]")
                                            .toArray(String[]::new)),
                    "ok");

            assertThat(endpoint().poll(sid, 10_000))
                    .containsExactlyElementsOf(IntStream.range(0, 10_000)
                            .mapToObj(i -> "42[\"message-back\"," + i + "]")
                            .toList());
        });
    }

    @Test
    void aWrongPacketInAPayloadClosesTheSession() throws Exception {
        String sid = endpoint().openSession();

        endpoint().push(sid, Stream.of("40", "47", "42[\"message\",1]").toArray(String[]::new));

        // The reference lets a poll that was not there yet learn of the close first.
        if (endpoint().poll(sid).status() == 200) {
            endpoint().assertNoSession(sid);
        }
    }
}

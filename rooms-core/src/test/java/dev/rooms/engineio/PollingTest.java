package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.engineio.EngineStage.Request;
import dev.rooms.http.HttpAdmission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import dev.rooms.transport.Lane;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {
    private final EngineStage stage = new EngineStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static String result(String... packets) {
        return "200 " + String.join("\u001e", packets);
    }

    @Test
    void aPostIsAnsweredOkAndItsMessagesAreHeardInOrder() {
        String sid = stage.open();
        Request post = stage.post(sid, "4hello\u001e4\u001ebAQIDBA==\u001e4é😀\u001e4b");
        assertThat(post.result()).isEqualTo("200 ok");
        assertThat(post.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(post.header("Cache-Control")).isEqualTo("no-store");
        assertThat(stage.ear().heard()).containsExactly("hello", "", "#01020304", "é😀", "b");
    }

    /** As the official client for Java writes it. */
    @Test
    void base64MayHaveBrokenLines() {
        String sid = stage.open();

        Request post = stage.post(sid, "bAQ\nIDBA==\n\u001e4b");

        assertThat(post.result()).isEqualTo("200 ok");
        assertThat(stage.ear().heard()).containsExactly("#01020304", "b");
    }

    @Test
    void anEchoComesWithTheNextGetAsItWas() {
        String sid = stage.open();
        Ear ear = stage.ear();
        ear.whenHeard(message -> {
            if (message.startsWith("#")) {
                ear.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            } else {
                ear.socket().sendText(message);
            }
        });
        stage.post(sid, "4hello");
        assertThat(stage.get(sid).result()).isEqualTo("200 4hello");
        stage.post(sid, "4a\u001ebAQIDBA==\u001e4é😀");
        Request get = stage.get(sid);
        assertThat(get.result()).isEqualTo(result("4a", "bAQIDBA==", "4é😀"));
        assertThat(get.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(get.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aGetThatWaitsIsAnsweredWithTheNextMessage() {
        String sid = stage.open();
        Request get = stage.get(sid);
        assertThat(get.waits()).isTrue();
        assertThat(stage.ear().socket().isWritable()).isTrue();
        stage.ear().socket().sendText("now");
        assertThat(get.result()).isEqualTo("200 4now");
        assertThat(stage.ear().socket().isWritable()).isFalse();
        assertThat(stage.get(sid).waits()).isTrue();
    }

    @Test
    void framesThatAreSentTogetherComeTogether() {
        String sid = stage.open();
        Request get = stage.get(sid);
        EngineSocket socket = stage.ear().socket();
        assertThat(socket.send(List.of())).isTrue();
        assertThat(get.waits()).isTrue();
        assertThat(socket.send(List.of(EngineSocket.message("51-"), Frame.binary(ByteBuffer.wrap(new byte[] {1})))))
                .isTrue();
        assertThat(get.result()).isEqualTo(result("451-", "bAQ=="));
    }

    @Test
    void whatTheAcceptorSendsComesWithTheFirstGet() {
        stage.whenAccepted(ear -> ear.socket().sendText("welcome"));
        assertThat(stage.get(stage.open()).result()).isEqualTo("200 4welcome");
    }

    @Test
    void aSecondGetClosesTheSession() {
        String sid = stage.open();
        Request first = stage.get(sid);
        Request second = stage.get(sid);
        assertThat(first.result()).isEqualTo("200 1");
        assertThat(second.result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
        assertThat(stage.server().socketCount()).isZero();
    }

    @Test
    void aSecondPostAtOnceClosesTheSession() {
        String sid = stage.open();
        HttpAdmission first = stage.admit("POST", EngineStage.session(sid), Map.of());
        Request get = stage.get(sid);
        assertThat(stage.post(sid, "4second").result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(get.result()).isEqualTo("200 1");
        assertThat(Request.of(first, "4first".getBytes(StandardCharsets.UTF_8)).result())
                .isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().heard()).isEmpty();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void aGetAndAPostMayBeThereAtOnceAndManyPostsInTurn() {
        String sid = stage.open();
        Request get = stage.get(sid);
        for (int i = 0; i < 10; i++) {
            assertThat(stage.post(sid, "4" + i).result()).isEqualTo("200 ok");
        }
        assertThat(get.waits()).isTrue();
        assertThat(stage.ear().heard()).hasSize(10);
    }

    @Test
    void aGetThatIsAbandonedClosesTheSession() {
        String sid = stage.open();
        stage.get(sid).abandon();
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
    }

    @Test
    void aGetThatIsAbandonedAfterItsAnswerClosesNothing() {
        String sid = stage.open();
        Request get = stage.get(sid);
        stage.ear().socket().sendText("a");
        get.abandon();
        assertThat(get.result()).isEqualTo("200 4a");
        assertThat(stage.get(sid).waits()).isTrue();
    }

    @Test
    void aPostThatIsAbandonedClosesTheSession() {
        String sid = stage.open();
        HttpAdmission post = stage.admit("POST", EngineStage.session(sid), Map.of());
        ((HttpAdmission.Granted) post).abandoned();
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.LOST);
    }

    @Test
    void aPostThatIsAbandonedAfterItsAnswerClosesNothing() {
        String sid = stage.open();
        Request post = stage.post(sid, "4a");
        post.abandon();
        assertThat(stage.get(sid).waits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", "7", "8", "94", "4a\u001e", "\u001e4a", "b!", "bé", "bA", "2", "2probe", "x", "-1"})
    void aMalformedPacketIsRefusedAndClosesTheSession(String body) {
        String sid = stage.open();
        Request get = stage.get(sid);
        assertThat(stage.post(sid, body).result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(get.result()).isEqualTo("200 1");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void whatCameBeforeAMalformedPacketIsHeardAndNothingAfterIt() {
        String sid = stage.open();
        stage.post(sid, "4a\u001e4b\u001eabc\u001e4c");
        assertThat(stage.ear().heard()).containsExactly("a", "b");
    }

    @Test
    void aBodyThatIsNoUtf8IsRefusedAndClosesTheSession() {
        String sid = stage.open();
        byte[] broken = {'4', 'a', 0x1e, '4', (byte) 0xc3};
        assertThat(stage.request("POST", EngineStage.session(sid), Map.of(), broken)
                        .status())
                .isEqualTo(400);
        assertThat(stage.ear().heard()).isEmpty();
        assertThat(stage.ear().ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void openUpgradeAndNoopOfAClientArePassedOver() {
        String sid = stage.open();
        assertThat(stage.post(sid, "0\u001e5\u001e6\u001e4a").result()).isEqualTo("200 ok");
        assertThat(stage.ear().heard()).containsExactly("a");
        assertThat(stage.get(sid).waits()).isTrue();
    }

    @Test
    void aCloseOfTheClientEndsTheSessionAndLetsItsGetGo() {
        String sid = stage.open();
        Request get = stage.get(sid);
        assertThat(stage.post(sid, "4bye\u001e1\u001e4late").result()).isEqualTo("200 ok");
        assertThat(get.result()).isEqualTo("200 6");
        assertThat(stage.get(sid).result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.post(sid, "4a").result()).isEqualTo("400 " + EngineStage.UNKNOWN_SID);
        assertThat(stage.ear().heard()).containsExactly("bye");
        assertThat(stage.ear().ends()).containsExactly(CloseReason.NORMAL);
    }

    @Test
    void binaryBodiesOfRevision3AreRefusedAndCloseTheSession() {
        String sid = stage.open();
        Request post = stage.request(
                "POST",
                EngineStage.session(sid),
                Map.of("content-type", List.of("Application/octet-stream; a=b")),
                new byte[] {0, 4, (byte) 0xff, 1, 2, 3, 4});
        assertThat(post.result()).isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(stage.ear().ends()).containsExactly(CloseReason.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS"})
    void otherMethodsAreRefusedAndTheSessionStays(String method) {
        String sid = stage.open();
        assertThat(stage.request(method, EngineStage.session(sid)).result())
                .isEqualTo("400 " + EngineStage.BAD_REQUEST);
        assertThat(stage.get(sid).waits()).isTrue();
    }

    @Test
    void aPostOfTenThousandPacketsIsHeardWhole() {
        String sid = stage.open();
        assertThat(stage.post(sid, "4x\u001e".repeat(9_999) + "4last").result()).isEqualTo("200 ok");
        assertThat(stage.ear().heard()).hasSize(10_000).endsWith("last");
    }

    @Test
    void aSessionKeepsTheLaneOfItsHandshake() {
        stage.open();
        assertThat(stage.ear().socket().lane()).isSameAs(Lane.inPlace());
        assertThat(stage.ear().socket().transport()).isEqualTo(EngineTransport.POLLING);
    }

    @Test
    void aListenerThatFailsClosesItsSession() {
        String sid = stage.open();
        stage.ear().whenHeard(message -> {
            throw new AssertionError("for the test");
        });
        Request get = stage.get(sid);
        stage.post(sid, "4a\u001e4b");
        assertThat(get.result()).isEqualTo("200 1");
        assertThat(stage.ear().heard()).containsExactly("a");
        assertThat(stage.ear().ends()).containsExactly(CloseReason.INTERNAL_ERROR);
    }
}

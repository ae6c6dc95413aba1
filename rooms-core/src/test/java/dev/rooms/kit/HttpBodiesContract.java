package dev.rooms.kit;

import static dev.rooms.kit.HttpSetting.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes over the wire when it is too much, too little or wrong, written byte by byte: what every adapter of the HTTP
 * API passes beside {@link HttpContract}. After each case a client that was there before it is still served.
 */
@DisplayName("CONTRACT §4 over HTTP: bodies, good and bad")
public abstract class HttpBodiesContract {
    private static final String BROADCAST = "/messages/broadcast";
    private static final String JSON = "Content-Type: application/json";
    private static final int LIMIT = 4_000;
    private static final String GOOD = message("lobby", "good é👋");

    private HttpSetting setting;
    private WebSocketClient ada;
    private RawHttp raw;

    /** Starts a server for these rooms on a port of 127.0.0.1 that the system picks. */
    protected abstract HttpServerUnderTest start(Rooms rooms) throws Exception;

    @BeforeEach
    void open() throws Exception {
        setting = new HttpSetting(Rooms.builder().limits(Limits.DEFAULTS.withMaxMessageBytes(LIMIT)), this::start);
        ada = setting.connect("ada").join("lobby");
        raw = setting.raw();
    }

    @AfterEach
    void theOthersAreStillServed() throws Exception {
        raw.close();
        assertThat(setting.post(BROADCAST, message("lobby", "still served")).statusCode())
                .isEqualTo(201);
        assertThat(ada.next("message-reply")).contains("still served");
        ada.close();
        setting.close();
    }

    private static String length(int bytes) {
        return "Content-Length: " + bytes;
    }

    private RawHttp send(String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = length(bytes.length);
        return raw.head("POST", BROADCAST, all).write(bytes);
    }

    private void assertError(Answer answer, int status) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        // Without it a client waits for the end of the connection, which a server holds open to drop what still comes.
        assertThat(answer.header("Content-Length") + answer.header("Transfer-Encoding"))
                .as("the answer says where it ends")
                .isNotEmpty();
        var error = new ObjectMapper().readTree(answer.body());
        assertThat(error.path("statusCode").asInt()).isEqualTo(status);
        assertThat(error.path("message").isArray()).isTrue();
        assertThat(error.path("errors").isArray()).isTrue();
    }

    /** The connection goes on after an error: the server read neither too much nor too little. */
    private void assertServedOnTheSameConnection() throws Exception {
        assertThat(send(GOOD, JSON).answer().status()).isEqualTo(201);
        assertThat(ada.next("message-reply")).contains("good é👋");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4001", "1000000000", "1000000000000000000"})
    void aContentLengthOverTheLimitIs413BeforeTheBodyComes(String length) throws Exception {
        raw.head("POST", BROADCAST, JSON, "Content-Length: " + length);

        assertError(raw.answer(), 413);
    }

    @Test
    void aBodyOverTheLimitThatComesAnywayIs413() throws Exception {
        send(GOOD + " ".repeat(LIMIT), JSON);

        assertError(raw.answer(), 413);
    }

    @Test
    void aChunkedBodyOverTheLimitIs413BeforeItsEndComes() throws Exception {
        raw.head("POST", BROADCAST, JSON, "Transfer-Encoding: chunked");
        String chunk = "400\r\n" + " ".repeat(0x400) + "\r\n";
        for (int i = 0; i <= LIMIT / 0x400; i++) {
            raw.write(chunk);
        }

        assertError(raw.answer(), 413);
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        int bytes = GOOD.getBytes(StandardCharsets.UTF_8).length;
        send(GOOD + " ".repeat(LIMIT - bytes), JSON);

        assertThat(raw.answer().status()).isEqualTo(201);
        assertThat(ada.next("message-reply")).contains("good");
    }

    @Test
    void aChunkedBodyIsTaken() throws Exception {
        raw.head("POST", BROADCAST, JSON, "Transfer-Encoding: chunked");
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += 7) {
            int count = Math.min(7, bytes.length - i);
            raw.write(Integer.toHexString(count) + "\r\n")
                    .write(Arrays.copyOfRange(bytes, i, i + count))
                    .write("\r\n");
        }
        raw.write("0\r\n\r\n");

        assertThat(raw.answer().status()).isEqualTo(201);
        assertThat(ada.next("message-reply")).isEqualTo("{\"event\":\"message-reply\",\"data\":" + GOOD + "}");
        assertServedOnTheSameConnection();
    }

    @Test
    void aBodyThatComesByteByByteIsTaken() throws Exception {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        raw.head("POST", BROADCAST, JSON, length(bytes.length));
        for (byte next : bytes) {
            raw.write(new byte[] {next});
        }

        assertThat(raw.answer().status()).isEqualTo(201);
        assertThat(ada.next("message-reply")).isEqualTo("{\"event\":\"message-reply\",\"data\":" + GOOD + "}");
    }

    @Test
    void aBodyThatWaitsToBeAskedForIsAskedFor() throws Exception {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        raw.head("POST", BROADCAST, JSON, length(bytes.length), "Expect: 100-continue")
                .write(bytes);

        assertThat(raw.answer().status()).isEqualTo(201);
        assertThat(ada.next("message-reply")).contains("good");
    }

    @Test
    void noBodyIs400() throws Exception {
        assertError(raw.head("POST", BROADCAST, JSON, length(0)).answer(), 400);
        assertError(raw.head("POST", BROADCAST, JSON).answer(), 400);
        assertError(raw.head("POST", BROADCAST).answer(), 400);
        assertServedOnTheSameConnection();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1"
            })
    void anotherTypeIs415(String type) throws Exception {
        assertError(send(GOOD, "Content-Type: " + type).answer(), 415);
        assertServedOnTheSameConnection();
    }

    @Test
    void noTypeAndACodingAre415() throws Exception {
        assertError(send(GOOD).answer(), 415);
        assertError(send(GOOD, JSON, "Content-Encoding: gzip").answer(), 415);
        assertServedOnTheSameConnection();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[1]", "{\"a\":1,\"a\":2}", "{} {}", "\u0000", "{\"id\":\"\\ud800\"}"})
    void whatIsNoMessageIs400(String body) throws Exception {
        assertError(send(body, JSON).answer(), 400);
        assertServedOnTheSameConnection();
    }

    @Test
    @DisplayName("HOSTILE 19: deep nesting is an error, never a StackOverflowError")
    void deepNestingIs400() throws Exception {
        assertError(send("[".repeat(LIMIT), JSON).answer(), 400);
        assertServedOnTheSameConnection();
    }

    @Test
    void whatIsNoUtf8Is400() throws Exception {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[10] = (byte) 0xff;
        raw.head("POST", BROADCAST, JSON, length(bytes.length)).write(bytes);

        assertError(raw.answer(), 400);
        assertServedOnTheSameConnection();
    }

    @Test
    void aRoomNameOf257CharactersOrWithControlCharactersIs400() throws Exception {
        for (String roomName : new String[] {"r".repeat(257), "a\\u0000b"}) {
            Answer answer = send(message(roomName, "x"), JSON).answer();
            assertError(answer, 400);
            assertThat(answer.body()).contains("\"field\":\"roomName\"");
        }
        assertServedOnTheSameConnection();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/messages/..",
                "/messages/%2e%2e",
                "/messages/..%2f..%2fhealth",
                "/messages/../health",
                "/messages/..%5c..%5cetc%5cpasswd",
                "/messages/%00",
                "/messages/%zz"
            })
    void aPathThatLeadsElsewhereReachesNobody(String path) throws Exception {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        Answer answer =
                raw.head("POST", path, JSON, length(bytes.length)).write(bytes).answer();

        // 404 from the API; a container may resolve the dots (405), or refuse such a path itself (400).
        assertThat(answer.status()).isIn(400, 404, 405);
    }

    @Test
    @DisplayName("HOSTILE 18: a RST inside a body is cleaned up")
    void aClientThatGoesInsideItsBodyHurtsNobody() throws Exception {
        raw.head("POST", BROADCAST, JSON, length(1_000)).write("{\"id\":").reset();

        assertThat(setting.get("/rooms").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatNobodyAskedForDisturbsNothing() throws Exception {
        raw.head("GET", "/rooms", length(5)).write("hello");

        assertThat(raw.answer().status()).isEqualTo(200);
        assertServedOnTheSameConnection();
    }
}

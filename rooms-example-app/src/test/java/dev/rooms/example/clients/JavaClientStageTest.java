package dev.rooms.example.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.example.ServerProcess;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an embedder can do with Socket.IO's own client for Java: see {@link Stage}. */
@Timeout(120)
class JavaClientStageTest {
    private static final byte[] BYTES = {0, 1, 2, -3, -2, -1};
    /** Long enough for the line breaks that this client writes into base64. */
    private static final byte[] LONG = new byte[70_000];

    @TempDir
    static Path directory;

    private static ServerProcess stage;

    @BeforeAll
    static void start() {
        stage = Stage.start(directory);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(Transports.class)
    void severalValuesAndBytesComeBackInTheAcknowledgement(Transports transports) {
        try (JavaVisitor ada = JavaVisitor.connect(stage.port(), transports, "ada")) {
            assertThat(ada.request("echo", 1, BYTES, "three", LONG)).containsExactly(1, BYTES, "three", LONG);
            assertThat(ada.request("echo")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transports.class)
    void theServerGetsTheAcknowledgementThatItAsksFor(Transports transports) {
        try (JavaVisitor ada = JavaVisitor.connect(stage.port(), transports, "ada")) {
            ada.answer("question", data -> new Object[] {((String) data[0]).toUpperCase(Locale.ROOT), data[1]});

            ada.emit("ask-me", 20_000, "why?", BYTES);

            assertThat(ada.first("answered").asText()).isEqualTo("WHY?");
        }
    }

    @ParameterizedTest
    @EnumSource(Transports.class)
    void aNamespaceLetsInWhoKnowsTheWord(Transports transports) {
        try (JavaVisitor friend = JavaVisitor.open(
                        stage.port(), transports, "/private", options -> options.auth = Map.of("token", "let me in"));
                JavaVisitor stranger = JavaVisitor.open(stage.port(), transports, "/private", options -> {})) {
            assertThat(friend.first("welcome").path("namespace").asText()).isEqualTo("/private");
            assertThat(stranger.first("(connect_error)").path("message").asText())
                    .isEqualTo("no entry for you");
        }
    }
}

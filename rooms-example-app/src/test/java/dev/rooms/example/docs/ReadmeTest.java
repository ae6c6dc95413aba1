package dev.rooms.example.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.example.JsonClient;
import dev.rooms.example.ServerProcess;
import dev.rooms.example.clients.NodeClients;
import dev.rooms.example.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README prints works as it is printed: each piece is taken out of it and run. */
@Timeout(120)
class ReadmeTest {
    private static final Page README = Page.of("README.md");

    @TempDir
    Path directory;

    @Test
    void theWebSocketClientHearsWhatTheCurlLineSends() throws Exception {
        NodeClients.require("ws");
        try (ServerProcess server = ServerProcess.start(directory, Map.of())) {
            List<String> printed =
                    README.block("json", "client-connected").lines().toList();
            Path output = directory.resolve("client.out");
            Path script = Files.writeString(
                    directory.resolve("client.js"), onPort(README.block("js", "join-room"), server.port()), UTF_8);
            Process client = program(output, "node", script.toString());
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> lines(output).size() >= printed.size());
                assertThat(lines(output))
                        .zipSatisfy(printed, (line, shown) -> assertThat(line).matches(asPattern(shown)));

                Path answer = directory.resolve("curl.out");
                String sent = README.block("sh", "/messages/broadcast");
                Process curl = program(answer, "bash", "-euc", onPort(sent, server.port()));

                assertThat(curl.waitFor(30, SECONDS)).isTrue();
                assertThat(Files.readString(answer, UTF_8))
                        .isEqualTo(README.block("json", "recipients").strip());
                await().atMost(Duration.ofSeconds(30)).until(() -> lines(output).size() > printed.size());
                String body = sent.substring(sent.indexOf('{'), sent.lastIndexOf('}') + 1);
                assertThat(Files.readString(output, UTF_8).strip())
                        .endsWith("{\"event\":\"message-reply\",\"data\":" + body + "}");
            } finally {
                client.destroyForcibly();
            }
        }
    }

    @Test
    void theEmbeddedServerAnswersItsOwnEvent() throws Exception {
        // 3001 may be taken here; the program prints where it listens.
        String source = README.block("java", "Rooms.create").replace("3001", "0");
        JavaSnippet chat = new JavaSnippet(source);
        assertThat(chat.compile(directory)).isEmpty();
        String classPath = directory + File.pathSeparator + System.getProperty("java.class.path");
        Path output = directory.resolve("chat.out");
        Process process = program(
                output,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                chat.className());
        try {
            int port = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> lines(output).stream()
                                    .filter(line -> line.matches("http://localhost:\\d+"))
                                    .map(line -> Integer.valueOf(line.substring("http://localhost:".length())))
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
            try (JsonClient ada = JsonClient.connect(port, "ada");
                    JsonClient bob = JsonClient.connect(port, "bob")) {
                ada.join("lobby");
                bob.join("lobby");

                bob.send("{\"event\":\"typing\",\"data\":{\"room\":\"lobby\",\"active\":true}}");
                bob.send("{\"event\":\"typing\",\"data\":{\"room\":7}}");

                assertThat(ada.await("typing").path("active").asBoolean()).isTrue();
                assertThat(bob.await("error").path("event").asText()).isEqualTo("typing");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theEmbeddedServerIsTenLines() {
        long lines = README.block("java", "Rooms.create")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import "))
                .count();

        assertThat(lines).isLessThanOrEqualTo(10);
    }

    @Test
    void theTableOfSettingsIsTheListOfSettings() {
        String table = Settings.all().stream()
                .map(setting -> "| `%s` | `%s` | %s |%n"
                        .formatted(setting.name(), setting.defaultText(), setting.description()))
                .collect(Collectors.joining());

        String shown = README.text()
                .lines()
                .filter(line -> line.startsWith("| `ROOMS_"))
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
        assertThat(shown).isEqualTo(table);
    }

    @Test
    void theCommandsNameFilesThatAreThere() {
        assertThat(README.block("sh", "java -jar")).contains("rooms-example-app/target/rooms-example-app.jar");
        assertThat(README.leadsSomewhere("scripts/test")).isTrue();
        assertThat(README.block("sh", "scripts/test")).isEqualTo("./scripts/test\n");
    }

    /** HOSTILE 16: the example lets every origin in, and its README says so. */
    @Test
    void itSaysThatTheExampleLetsEveryOriginIn() {
        assertThat(README.text()).contains("**The example server lets every web page\n  connect");
        assertThat(Settings.ORIGINS.defaultText()).isEqualTo("*");
    }

    private Process program(Path output, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("NODE_PATH", NodeClients.MODULES.toString());
        return builder.start();
    }

    private static String onPort(String text, int port) {
        assertThat(text).contains("localhost:3001");
        return text.replace("localhost:3001", "localhost:" + port);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, UTF_8);
    }

    /** What is printed with an ellipsis where each run has something else. */
    private static String asPattern(String shown) {
        return "\\Q" + shown.replace("…", "\\E[\\w-]{20,}\\Q") + "\\E";
    }
}

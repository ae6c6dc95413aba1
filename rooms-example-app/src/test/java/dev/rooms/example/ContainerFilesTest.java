package dev.rooms.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.rooms.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of the Dockerfile and the compose file without an engine that runs them. */
@Timeout(120)
class ContainerFilesTest {
    private static final Path ROOT = Path.of("..");
    /** The image's Java is newer; on an older one the flags that it knows are tried. */
    private static final int OLDEST_WITH_ALL_FLAGS = 23;

    @TempDir
    Path directory;

    @Test
    void theServerIsProcessOneWithoutAShellAndWithoutRights() throws IOException {
        String dockerfile = dockerfile();

        assertThat(instruction(dockerfile, "ENTRYPOINT"))
                .startsWith("java")
                .containsSequence("-jar", "rooms-example-app.jar");
        assertThat(dockerfile).contains("/src/rooms-example-app/target/rooms-example-app.jar", "\nUSER 10001:10001\n");
    }

    @Test
    void theJvmTakesTheFlags() throws Exception {
        List<String> command = new ArrayList<>(instruction(dockerfile(), "ENTRYPOINT"));
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.subList(command.indexOf("-jar"), command.size()).clear();
        if (Runtime.version().feature() < OLDEST_WITH_ALL_FLAGS) {
            command.add(1, "-XX:+IgnoreUnrecognizedVMOptions");
        }
        command.add("-version");

        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(java.getInputStream().readAllBytes(), UTF_8)).doesNotContain("WARNING", "Unrecognized");
        assertThat(java.waitFor()).isZero();
    }

    @Test
    void theHealthCheckTellsALiveServerFromADeadOne() throws Exception {
        int port;
        try (ServerProcess server = ServerProcess.start(directory, Map.of())) {
            port = server.port();
            assertThat(healthCheck(port)).isZero();
            server.terminate();
            server.exitCode();
        }

        assertThat(healthCheck(port)).isNotZero();
    }

    @Test
    void composeGivesTheServerTimeToDrain() throws IOException {
        JsonNode compose =
                new ObjectMapper(new YAMLFactory()).readTree(Files.readString(ROOT.resolve("compose.yaml"), UTF_8));
        JsonNode service = compose.path("services").path("rooms");

        Duration grace = Duration.parse("PT" + service.path("stop_grace_period").asText());
        assertThat(grace).isGreaterThan(Limits.DEFAULTS.drainTimeout().plusSeconds(5));
        assertThat(service.path("ports").path(0).asText()).endsWith(":3001");
        assertThat(service.path("environment").path("ROOMS_PORT").asText()).isEqualTo("3001");
    }

    @Test
    void composeOfSeveralServersJoinsThemAndGivesEachTimeToDrain() throws IOException {
        String text = Files.readString(ROOT.resolve("compose.cluster.yaml"), UTF_8);
        JsonNode services = new ObjectMapper(new YAMLFactory()).readTree(text).path("services");
        // YAML's anchor stands for both.
        assertThat(text).contains("rooms-1: *server", "rooms-2: *server");
        JsonNode server = new ObjectMapper(new YAMLFactory()).readTree(text).path("x-server");

        assertThat(server.path("environment").path("ROOMS_REDIS_URL").asText()).isEqualTo("redis://redis:6379");
        assertThat(services.has("redis")).isTrue();
        Duration grace = Duration.parse("PT" + server.path("stop_grace_period").asText());
        Duration delay = Duration.parse(
                "PT" + server.path("environment").path("ROOMS_DRAIN_DELAY").asText());
        assertThat(grace)
                .isGreaterThan(Limits.DEFAULTS.drainTimeout().plus(delay).plusSeconds(5));
        assertThat(services.path("balancer").path("ports").path(0).asText()).endsWith(":3001");
        assertThat(text)
                .contains(
                        "server rooms-1 rooms-1:3001",
                        "server rooms-2 rooms-2:3001",
                        "option httpchk GET /health/ready");
    }

    private int healthCheck(int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(instruction(dockerfile(), "CMD"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("health.out").toFile());
        builder.environment().put("ROOMS_PORT", Integer.toString(port));
        Process check = builder.start();
        assertThat(check.waitFor(30, SECONDS)).isTrue();
        return check.exitValue();
    }

    /** An instruction in exec form, which is a JSON array. */
    private static List<String> instruction(String dockerfile, String name) throws IOException {
        String json = dockerfile
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + " ["))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElseThrow();
        return List.of(new ObjectMapper().readValue(json, String[].class));
    }

    private static String dockerfile() throws IOException {
        return Files.readString(ROOT.resolve("Dockerfile"), UTF_8);
    }
}

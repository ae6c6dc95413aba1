package dev.rooms.example.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a file of scenarios with the official JavaScript client, and shows each as a test of its own. What the two
 * processes say to each other is told in {@code harness.js}.
 */
public final class Scenarios {
    /** Does what a scenario can't do itself. */
    @FunctionalInterface
    public interface Stagehand {
        Stagehand NONE = what -> {
            throw new IllegalArgumentException("a scenario asks for '" + what + "', which nobody does here");
        };

        void act(String what) throws Exception;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = "";

    private final String file;
    private final String transport;
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    private Scenarios(String file, String transport) {
        this.file = file;
        this.transport = transport;
    }

    /** Runs them all on the server at that port of this machine, and gives their outcomes as tests. */
    static DynamicContainer run(String file, int port, Transports transports, Stagehand stagehand) throws Exception {
        return DynamicContainer.dynamicContainer(
                transports.name().toLowerCase(Locale.ROOT),
                run(file, URI.create("http://localhost:" + port), transports, stagehand));
    }

    /** Runs them all on the server below that address, and gives their outcomes as tests. */
    public static List<DynamicTest> run(String file, URI server, Transports transports, Stagehand stagehand)
            throws Exception {
        Scenarios scenarios = new Scenarios(file, transports.name().toLowerCase(Locale.ROOT));
        scenarios.play(server.toString(), stagehand);
        return scenarios.tests();
    }

    private void play(String url, Stagehand stagehand) throws Exception {
        Path errors = Files.createTempFile("scenarios", ".err");
        Process node = new ProcessBuilder("node", "harness.js", "scenarios/" + file + ".js", url, transport)
                .directory(NodeClients.FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader lines = node.inputReader(UTF_8);
                Writer answers = node.outputWriter(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode said = JSON.readTree(line);
                if (said.has("ask")) {
                    stagehand.act(said.path("ask").asText());
                    answers.write("done\n");
                    answers.flush();
                } else {
                    note(said);
                }
            }
            if (!node.waitFor(10, SECONDS) || node.exitValue() != 0 || outcomes.isEmpty()) {
                outcomes.put("the scripts end well", Files.readString(errors, UTF_8) + node);
            }
        } finally {
            node.destroyForcibly();
            Files.delete(errors);
        }
    }

    private void note(JsonNode said) {
        if (said.has("plan")) {
            said.path("plan")
                    .forEach(name -> outcomes.put(name.asText(), "it didn't run, as too many before it failed"));
        } else {
            outcomes.put(
                    said.path("name").asText(),
                    said.path("ok").asBoolean() ? GOOD : said.path("message").asText("it failed without a message"));
        }
    }

    private List<DynamicTest> tests() {
        List<DynamicTest> tests = new ArrayList<>();
        outcomes.forEach((name, outcome) -> tests.add(DynamicTest.dynamicTest(name + " (" + transport + ")", () -> {
            if (!outcome.equals(GOOD)) {
                throw new AssertionError(file + ", " + transport + ": " + outcome);
            }
        })));
        return tests;
    }
}

package dev.rooms.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one jar that is the whole server: nothing beside it is needed, and nothing of its parts is lost in it. */
@Timeout(120)
class RunnableJarIT {
    private static final Path JAR = Path.of(System.getProperty("rooms.jar"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @TempDir
    static Path emptyDirectory;

    private static ServerProcess server;

    @BeforeAll
    static void startInAnEmptyDirectory() {
        server = ServerProcess.start(emptyDirectory, Map.of(), List.of("-jar", JAR.toString()));
        server.port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theLogTellsItsVersion() {
        assertThat(server.out()).first().asString().contains("Rooms 0.").doesNotContain("not from its jar");
    }

    @Test
    void swaggerUiAndAllThatItLoadsAreInside() throws Exception {
        HttpResponse<String> page = get("/api");
        assertThat(page.statusCode()).isEqualTo(200);

        List<String> links = new ArrayList<>();
        for (Matcher link = LINK.matcher(page.body()); link.find(); ) {
            links.add(link.group(1));
        }

        assertThat(links).hasSizeGreaterThan(2);
        for (String link : links) {
            URI resolved = server.uri("/api").resolve(link);
            assertThat(resolved.getHost()).as("only this server is asked").isEqualTo("localhost");
            assertThat(get(resolved.getPath()).statusCode()).as(link).isEqualTo(200);
        }
    }

    @Test
    void theOpenApiDocumentIsInside() throws Exception {
        assertThat(JSON.readTree(get("/api-json").body()).path("openapi").asText())
                .startsWith("3.1");
        assertThat(get("/api-yaml").body()).startsWith("openapi: 3.1");
    }

    @Test
    void metricsAreInside() throws Exception {
        assertThat(get("/metrics").body()).contains("rooms_clients 0", "jvm_memory_used_bytes");
    }

    @Test
    void validationIsInside() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/messages/broadcast"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\":\" \",\"roomName\":\"lobby\",\"nonsense\":1}"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode errors = JSON.readTree(response.body()).path("errors");
        assertThat(errors.findValuesAsText("field")).contains("id", "clientId", "nonsense", "timestamp");
        assertThat(errors.findValuesAsText("message")).contains("id must not be blank");
    }

    @Test
    void theManifestSaysThatClassesForNewerJavaCount() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Main-Class")).isEqualTo(Main.class.getName());
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
        }
    }

    @Test
    void noSignatureOfAPartIsLeft() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"))
                    .noneMatch(name -> name.endsWith("module-info.class"));
        }
    }

    @Test
    void licencesNoticesAndServicesOfAllPartsAreKept() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            int kept = 0;
            for (Path part : partsOf(jar)) {
                try (JarFile original = new JarFile(part.toFile())) {
                    for (JarEntry entry :
                            original.stream().filter(RunnableJarIT::mustBeKept).toList()) {
                        List<String> whole = lines(jar, jar.getJarEntry(entry.getName()));
                        assertThat(whole)
                                .as("%s of %s", entry.getName(), part.getFileName())
                                .containsAll(lines(original, entry));
                        kept++;
                    }
                }
            }
            assertThat(kept).isGreaterThan(20);
        }
    }

    private static boolean mustBeKept(JarEntry entry) {
        return !entry.isDirectory() && entry.getName().matches("META-INF/(services/.+|[^/]*(LICENSE|NOTICE)[^/]*)");
    }

    /** The jars of the class path that went into the one: those of which it has a class. */
    private static List<Path> partsOf(JarFile whole) throws IOException {
        List<Path> parts = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                try (JarFile part = new JarFile(entry)) {
                    boolean isIn = part.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.matches("(?!META-INF/).+/.+\\.class"))
                            .findFirst()
                            .filter(name -> whole.getJarEntry(name) != null)
                            .isPresent();
                    if (isIn) {
                        parts.add(Path.of(entry));
                    }
                }
            }
        }
        return parts;
    }

    private static List<String> lines(JarFile jar, JarEntry entry) throws IOException {
        assertThat(entry).isNotNull();
        try (InputStream in = jar.getInputStream(entry)) {
            // In a file of services a comment may go; nothing else may.
            Stream<String> lines = Arrays.stream(new String(in.readAllBytes(), UTF_8).split("\\R"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty());
            return entry.getName().contains("/services/")
                    ? lines.map(line -> line.replaceAll("\\s*#.*", ""))
                            .filter(line -> !line.isEmpty())
                            .toList()
                    : lines.toList();
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofString());
    }
}

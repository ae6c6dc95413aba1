package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §4: {@code GET /api} is Swagger UI. */
class SwaggerUiTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private static RunningServer running;

    @BeforeAll
    static void start() {
        running = RunningServer.start();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static List<String> links(String page) {
        return LINK.matcher(page).results().map(match -> match.group(1)).toList();
    }

    @Test
    void thePageIsHtmlAndAskedForAnew() throws Exception {
        var page = running.get("/api");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'");
    }

    @Test
    @DisplayName("served locally: no CDN")
    void allThatThePageLinksToIsHereWithItsType() throws Exception {
        List<String> links = links(running.get("/api").body());
        assertThat(links).hasSize(4);
        for (String link : links) {
            assertThat(URI.create(link).isAbsolute()).as(link).isFalse();
            var asset = running.get("/" + link);
            assertThat(asset.statusCode()).as(link).isEqualTo(200);
            String type = link.endsWith(".js") ? "text/javascript" : link.endsWith(".css") ? "text/css" : "image/png";
            assertThat(asset.headers().firstValue("Content-Type").orElse("")).startsWith(type);
            assertThat(asset.body()).isNotEmpty();
        }
    }

    @Test
    void itShowsThisServersDocumentAndAsksNobodyElse() throws Exception {
        String start = running.get("/api/start.js").body();
        assertThat(start)
                .contains("url: \"api-json\"")
                .contains("validatorUrl: null")
                .doesNotContain("petstore");
        assertThat(running.get("/api-json").statusCode()).isEqualTo(200);
    }

    @Test
    void assetsAreKeptByVersionAndNotSentTwice() throws Exception {
        String bundle = links(running.get("/api").body()).stream()
                .filter(link -> link.endsWith("bundle.js"))
                .findFirst()
                .orElseThrow();
        var first = running.get("/" + bundle);
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(bundle).matches("api/\\d+\\.\\d+\\.\\d+/.*");

        String tag = first.headers().firstValue("ETag").orElseThrow();
        var again = running.send(HttpRequest.newBuilder().GET().header("If-None-Match", tag), "/" + bundle);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void theSlashAtTheEndLeadsToThePage() throws Exception {
        var redirect = running.get("/api/");
        assertThat(redirect.statusCode()).isEqualTo(308);
        assertThat(redirect.headers().firstValue("Location")).hasValue("../api");
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        var answer = running.send(HttpRequest.newBuilder().POST(BodyPublishers.ofString("x")), "/api");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(running.send(HttpRequest.newBuilder().method("HEAD", BodyPublishers.noBody()), "/api")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/nothing",
                "/api/../pom.xml",
                "/api/%2e%2e/%2e%2e/META-INF/MANIFEST.MF",
                "/api/..%2f..%2fMETA-INF/MANIFEST.MF",
                "/api/5.34.1/../../../../dev/rooms/Rooms.class",
                "/api/5.34.1//swagger-ui.css",
                "/api/5.34.1/swagger-ui.js.map",
                "/api//etc/passwd",
                "/api/5.34.1/swagger-ui.css%00.html"
            })
    @DisplayName("no path traversal")
    void noPathLeadsElsewhere(String target) throws IOException {
        try (RawClient client = RawClient.connect(running.server())) {
            client.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readHead()).matches("(?s)HTTP/1.1 40[04] .*");
        }
    }
}

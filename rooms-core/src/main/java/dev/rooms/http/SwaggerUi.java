package dev.rooms.http;

import dev.rooms.Rooms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows the HTTP API's document as a page: {@code GET /api} (CONTRACT §4), from the webjar of Swagger UI
 * ({@code org.webjars:swagger-ui}), which must be on the class path, so that the browser asks no other server for anything.
 *
 * <p>Only the files listed here are served, by their exact names, so no path leads elsewhere. Those of the webjar stand
 * below its version and may be kept for ever; the two of our own are asked for anew each time. The page's links are
 * relative, so that it also works below a path. Files are read on {@link Rooms#executor()}. Thread-safe.
 */
public final class SwaggerUi implements HttpEndpoint {
    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";
    private static final String WEBJAR_PROPERTIES = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String OURS = "dev/rooms/http/";
    private static final String PAGE_PATH = "/api";

    private static final Map<String, String> WEBJAR_FILES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png");

    /** Swagger UI sets styles on elements and draws icons from data: addresses. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
                    + " frame-ancestors 'self'";

    private record Asset(String resource, String contentType, boolean keptForEver) {}

    private final HttpApi api;
    private final String version = version();
    private final Map<String, Asset> assets = new HashMap<>();
    // Read once, when first asked for, and shared by all who ask: a copy for each would let slow readers fill the heap.
    private final Map<Asset, HttpResponse> answers = new ConcurrentHashMap<>();

    private SwaggerUi(HttpApi api) {
        this.api = api;
        assets.put(PAGE_PATH, new Asset(OURS + "swagger-ui.html", "text/html; charset=utf-8", false));
        assets.put(
                PAGE_PATH + "/start.js",
                new Asset(OURS + "swagger-ui-start.js", "text/javascript; charset=utf-8", false));
        WEBJAR_FILES.forEach((file, contentType) -> assets.put(
                PAGE_PATH + "/" + version + "/" + file, new Asset(WEBJAR + version + "/" + file, contentType, true)));
    }

    /** The page of that API, whose {@code /api-json} must be served beside it. */
    public static SwaggerUi of(HttpApi api) {
        return new SwaggerUi(api);
    }

    /** Whether a raw path is one of this page's, whether or not something is there. */
    public static boolean hasPath(String path) {
        return path.equals(PAGE_PATH) || path.startsWith(PAGE_PATH + "/");
    }

    @Override
    public int maxBodyBytes() {
        return 0;
    }

    @Override
    public HttpResponse tooLarge(HttpRequest head) {
        return api.tooLarge(head);
    }

    @Override
    public CompletionStage<HttpAdmission> admit(HttpRequest head) {
        Asset asset = assets.get(head.path());
        CompletionStage<HttpResponse> answer;
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            answer = CompletableFuture.completedStage(
                    api.error(405, "only GET is answered here", head).withHeader("Allow", "GET, HEAD"));
        } else if (head.path().equals(PAGE_PATH + "/")) {
            // The page's links are relative, and right without the slash alone.
            answer = CompletableFuture.completedStage(HttpResponse.empty(308).withHeader("Location", "../api"));
        } else if (asset == null) {
            answer = CompletableFuture.completedStage(api.error(404, "there is no " + head.path(), head));
        } else {
            answer = answer(asset, head);
        }
        return answer.thenApply(HttpAdmission.Answered::new);
    }

    private CompletionStage<HttpResponse> answer(Asset asset, HttpRequest head) {
        HttpResponse known = answers.get(asset);
        CompletionStage<HttpResponse> whole;
        try {
            whole = known == null
                    ? CompletableFuture.supplyAsync(() -> answers.computeIfAbsent(asset, this::read), api.executor())
                    : CompletableFuture.completedStage(known);
        } catch (RuntimeException stopped) {
            whole = CompletableFuture.failedStage(stopped);
        }
        return whole.thenApply(found -> suited(found, head)).exceptionally(failure -> api.failure(head, failure));
    }

    /** Without the body where it isn't wanted: for HEAD, and for who has it already (RFC 9110 §13.1.2). */
    private static HttpResponse suited(HttpResponse whole, HttpRequest head) {
        List<String> known = head.headers().getOrDefault("if-none-match", List.of()).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .toList();
        if (known.contains("*") || known.contains(whole.headers().get("ETag"))) {
            return new HttpResponse(
                    304, whole.headers(), HttpResponse.empty(304).body());
        }
        return head.method().equals("HEAD") ? whole.withoutBody() : whole;
    }

    private HttpResponse read(Asset asset) {
        byte[] content = content(asset);
        return new HttpResponse(200, Map.of("Content-Type", asset.contentType()), content)
                .withHeader("Cache-Control", asset.keptForEver() ? "public, max-age=31536000, immutable" : "no-cache")
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Content-Security-Policy", CONTENT_POLICY)
                .withHeader("ETag", "\"" + version + "-" + Integer.toHexString(Arrays.hashCode(content)) + "\"");
    }

    private byte[] content(Asset asset) {
        try (InputStream resource = open(asset.resource())) {
            if (resource == null) {
                throw new IllegalStateException(
                        asset.resource() + " isn't on the class path; add org.webjars:swagger-ui");
            }
            byte[] bytes = resource.readAllBytes();
            if (asset.keptForEver()) {
                return bytes;
            }
            return new String(bytes, StandardCharsets.UTF_8)
                    .replace("@version@", version)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(asset.resource() + " can't be read", broken);
        }
    }

    /** The version of the webjar that is there, which need not be the one that we were built with. */
    private static String version() {
        try (InputStream resource = open(WEBJAR_PROPERTIES)) {
            Properties properties = new Properties();
            if (resource != null) {
                properties.load(resource);
            }
            return properties.getProperty("version", "none");
        } catch (IOException broken) {
            throw new UncheckedIOException(WEBJAR_PROPERTIES + " can't be read", broken);
        }
    }

    /** In a named module our own files can be seen from our class alone, and the webjar's from no class of ours. */
    private static @Nullable InputStream open(String resource) {
        InputStream ours = SwaggerUi.class.getResourceAsStream("/" + resource);
        return ours == null ? SwaggerUi.class.getClassLoader().getResourceAsStream(resource) : ours;
    }
}

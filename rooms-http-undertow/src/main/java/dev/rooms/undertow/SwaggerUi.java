package dev.rooms.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows the HTTP API's document as a page: {@code GET /api} (CONTRACT §4), from the webjar of Swagger UI, so that the
 * browser asks no other server for anything.
 *
 * <p>Only the files listed here are served, by their exact names, so no path leads elsewhere. Those of the webjar stand
 * below its version and may be kept for ever; the two of our own are asked for anew each time.
 */
final class SwaggerUi implements HttpHandler {
    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";
    private static final String WEBJAR_PROPERTIES = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String OURS = "dev/rooms/undertow/";
    private static final String PAGE_PATH = "/api";
    private static final HttpString NO_SNIFFING = new HttpString("X-Content-Type-Options");
    private static final HttpString CONTENT_POLICY = new HttpString("Content-Security-Policy");

    private static final Map<String, String> WEBJAR_FILES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png");

    private record Asset(String resource, String contentType, boolean keptForEver) {}

    private final ErrorAnswers errors;
    private final String version = version();
    private final Map<String, Asset> assets = new HashMap<>();
    // Read once, when first asked for, and shared by all who ask: a copy for each would let slow readers fill the heap.
    private final Map<Asset, byte[]> contents = new ConcurrentHashMap<>();

    SwaggerUi(ErrorAnswers errors) {
        this.errors = errors;
        assets.put(PAGE_PATH, new Asset(OURS + "swagger-ui.html", "text/html; charset=utf-8", false));
        assets.put(
                PAGE_PATH + "/start.js",
                new Asset(OURS + "swagger-ui-start.js", "text/javascript; charset=utf-8", false));
        WEBJAR_FILES.forEach((file, contentType) -> assets.put(
                PAGE_PATH + "/" + version + "/" + file, new Asset(WEBJAR + version + "/" + file, contentType, true)));
    }

    /** Whether a path is one of this page's, whether or not something is there. */
    static boolean owns(String path) {
        return path.equals(PAGE_PATH) || path.startsWith(PAGE_PATH + "/");
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            errors.refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "only GET is answered here");
        } else if (path.equals(PAGE_PATH + "/")) {
            // The page's links are relative, and right without the slash alone.
            exchange.setStatusCode(StatusCodes.PERMANENT_REDIRECT);
            exchange.getResponseHeaders().put(Headers.LOCATION, "../api");
            exchange.endExchange();
        } else {
            Asset asset = assets.get(path);
            if (asset == null) {
                errors.refuse(exchange, StatusCodes.NOT_FOUND, "there is no " + path);
            } else {
                TimeLimit.of(exchange, EndpointHandler.MAX_SECONDS);
                exchange.dispatch(worker -> send(worker, asset));
            }
        }
    }

    private void send(HttpServerExchange exchange, Asset asset) {
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, asset.contentType())
                .put(Headers.CACHE_CONTROL, asset.keptForEver() ? "public, max-age=31536000, immutable" : "no-cache")
                .put(NO_SNIFFING, "nosniff")
                // Swagger UI sets styles on elements and draws icons from data: addresses.
                .put(
                        CONTENT_POLICY,
                        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
                                + " frame-ancestors 'self'");
        byte[] content = contents.computeIfAbsent(asset, this::read);
        ETag tag = new ETag(false, version + "-" + Integer.toHexString(Arrays.hashCode(content)));
        exchange.getResponseHeaders().put(Headers.ETAG, tag.toString());
        if (ETagUtils.handleIfNoneMatch(exchange, tag, false)) {
            exchange.getResponseSender().send(ByteBuffer.wrap(content));
        } else {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
            exchange.endExchange();
        }
    }

    private byte[] read(Asset asset) {
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

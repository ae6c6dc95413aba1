package dev.rooms.undertow;

import dev.rooms.http.HttpQuery;
import dev.rooms.http.HttpRequest;
import dev.rooms.transport.Handshake;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Undertow's requests in the core's words. */
final class Requests {
    private Requests() {}

    /** The request without its body. */
    static HttpRequest head(HttpServerExchange exchange) {
        return HttpRequest.head(
                exchange.getRequestMethod().toString().toUpperCase(Locale.ROOT),
                path(exchange),
                HttpQuery.parse(exchange.getQueryString()),
                headers(exchange),
                remoteAddress(exchange));
    }

    static Handshake handshake(HttpServerExchange exchange) {
        return new Handshake(
                Handshake.Kind.WEBSOCKET,
                exchange.getRelativePath(),
                HttpQuery.parse(exchange.getQueryString()),
                headers(exchange),
                remoteAddress(exchange));
    }

    /** The raw path below the one that the handler is mounted on: Undertow's own relative path is decoded already. */
    private static String path(HttpServerExchange exchange) {
        String path = exchange.getRequestURI();
        if (exchange.isHostIncludedInRequestURI()) {
            path = rawPath(path);
        }
        String mount = exchange.getResolvedPath();
        if (!mount.isEmpty()) {
            path = path.startsWith(mount) ? path.substring(mount.length()) : exchange.getRelativePath();
        }
        return path.isEmpty() ? "/" : path;
    }

    private static String rawPath(String uri) {
        try {
            String path = URI.create(uri).getRawPath();
            return path == null ? "/" : path;
        } catch (IllegalArgumentException notAUri) {
            return uri;
        }
    }

    private static Map<String, List<String>> headers(HttpServerExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HeaderValues header : exchange.getRequestHeaders()) {
            headers.put(header.getHeaderName().toString().toLowerCase(Locale.ROOT), new ArrayList<>(header));
        }
        return headers;
    }

    private static String remoteAddress(HttpServerExchange exchange) {
        InetSocketAddress source = exchange.getSourceAddress();
        return source.getAddress() == null
                ? source.getHostString()
                : source.getAddress().getHostAddress();
    }
}

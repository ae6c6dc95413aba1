package dev.rooms.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, as an adapter hands it to the {@link HttpApi}.
 *
 * <p>Arrays and maps are taken as they are, not copied: whoever makes a request leaves them alone from then on.
 *
 * @param method the method, in upper case
 * @param path the raw path below the application's root, percent-encoded, without the query; begins with a slash
 * @param query query parameters, decoded; {@link HttpQuery#parse} does that
 * @param headers headers; names in lower case
 * @param body the body; empty when there is none, or while it hasn't been read
 * @param remoteAddress the peer's address, without port
 */
@SuppressWarnings("ArrayRecordComponent") // a body is large and goes straight to or from a socket
public record HttpRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        String remoteAddress) {
    private static final byte[] NO_BODY = {};

    /** A request whose body is absent, or not read yet. */
    public static HttpRequest head(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            String remoteAddress) {
        return new HttpRequest(method, path, query, headers, NO_BODY, remoteAddress);
    }

    /** This request with that body. */
    public HttpRequest withBody(byte[] read) {
        return new HttpRequest(method, path, query, headers, read, remoteAddress);
    }

    /** The first value of a header; the name in lower case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}

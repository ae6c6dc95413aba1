package dev.rooms.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to an {@link HttpRequest}.
 *
 * <p>An adapter sends the headers as they are. It adds {@code Content-Length} by the body's length, unless it is among them
 * already: the answer to a {@code HEAD} has no body, and says there how long that of a {@code GET} would be.
 *
 * @param status the status
 * @param headers headers, {@code Content-Type} among them; none occurs twice
 * @param body the body, not copied; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a body is large and goes straight to or from a socket
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NO_BODY = {};

    public HttpResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** An answer with a text, sent as UTF-8. */
    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer without a body. */
    public static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), NO_BODY);
    }

    /** This answer with one more header, or another value of it. */
    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, body);
    }

    /** This answer as {@code HEAD} gets it. */
    HttpResponse withoutBody() {
        return new HttpResponse(
                status,
                withHeader("Content-Length", String.valueOf(body.length)).headers(),
                NO_BODY);
    }
}

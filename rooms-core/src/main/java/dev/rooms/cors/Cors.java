package dev.rooms.cors;

import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import dev.rooms.security.OriginPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells browsers which pages may read the answers (CORS, as the Fetch standard has it). */
public final class Cors {
    /** How long a browser may remember a preflight's answer; browsers cut it to their own limit. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final OriginPolicy origins;

    /** As that policy says. */
    public Cors(OriginPolicy origins) {
        this.origins = origins;
    }

    /** Whether this is a browser's question whether it may send another request. */
    public static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS")
                && request.header("origin").isPresent()
                && request.header("access-control-request-method").isPresent();
    }

    /** The answer with the headers that the request's page needs in order to read it. */
    public HttpResponse allow(HttpRequest request, HttpResponse response) {
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        if (!origins.isAny()) {
            headers.merge("Vary", "Origin", (there, more) -> there + ", " + more);
        }
        allowedOrigin(request).ifPresent(origin -> {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Expose-Headers", "Allow, Retry-After, WWW-Authenticate");
        });
        return new HttpResponse(response.status(), headers, response.body());
    }

    /** The answer to a preflight, before {@link #allow}; which headers a page sends is for the authenticator to judge. */
    public HttpResponse preflight(HttpRequest request, String methods) {
        HttpResponse response = HttpResponse.empty(204);
        if (allowedOrigin(request).isEmpty()) {
            return response;
        }
        response = response.withHeader("Access-Control-Allow-Methods", methods)
                .withHeader("Access-Control-Max-Age", String.valueOf(REMEMBERED.toSeconds()))
                .withHeader("Vary", "Access-Control-Request-Headers");
        Optional<String> wanted = request.header("access-control-request-headers")
                .filter(names -> names.matches("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}"));
        return wanted.isPresent() ? response.withHeader("Access-Control-Allow-Headers", wanted.get()) : response;
    }

    private Optional<String> allowedOrigin(HttpRequest request) {
        if (origins.isAny()) {
            return Optional.of("*");
        }
        return request.header("origin").filter(origins::allowsReading);
    }
}

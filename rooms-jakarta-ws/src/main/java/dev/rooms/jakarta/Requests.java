package dev.rooms.jakarta;

import dev.rooms.http.HttpQuery;
import dev.rooms.http.HttpRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The container's requests in the core's words. */
final class Requests {
    private Requests() {}

    /** The request without its body. The container's own parameters are left alone: for a form it would read the body. */
    static HttpRequest head(HttpServletRequest request) {
        return HttpRequest.head(
                request.getMethod().toUpperCase(Locale.ROOT),
                path(request),
                HttpQuery.parse(request.getQueryString()),
                headers(request),
                request.getRemoteAddr());
    }

    /** The raw path below the context path; what the servlet is mapped to is a part of it. */
    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        String context = request.getContextPath();
        // A client may spell the context path with escapes of its own, which not all containers keep.
        String below = path.startsWith(context) ? path.substring(context.length()) : decodedPath(request);
        return below.isEmpty() ? "/" : below;
    }

    private static String decodedPath(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return headers;
    }
}

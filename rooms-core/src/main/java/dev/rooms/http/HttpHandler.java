package dev.rooms.http;

/**
 * Answers the requests of one route that an adapter adds to the {@link HttpApi}. It may block: it runs on the rooms'
 * executor. What it throws is logged and answered with 500.
 */
@FunctionalInterface
public interface HttpHandler {
    /** Answers one request; for {@code HEAD} as for {@code GET}, the body is left out afterwards. */
    HttpResponse handle(HttpRequest request);
}

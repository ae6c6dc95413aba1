package dev.rooms.http;

import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import dev.rooms.cors.Cors;
import dev.rooms.metrics.Measurements.Counter;
import dev.rooms.security.Authenticator.Rejected;
import dev.rooms.transport.Handshake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The HTTP API of CONTRACT §4, free of any HTTP server.
 *
 * <p>An adapter turns its server's requests into {@link HttpRequest}, asks {@link #admit} before it reads a body, and sends
 * the {@link HttpResponse}. Whatever fails is an answer: nothing is thrown, and no stage fails. The calling thread isn't
 * blocked; what may block runs on {@link Rooms#executor()}, so that stages may complete on its threads.
 *
 * <p>Thread-safe.
 */
public final class HttpApi implements HttpEndpoint {
    private static final Logger LOG = System.getLogger(HttpApi.class.getName());

    private final Rooms rooms;
    private final Answers answers;
    private final Routes routes;
    private final Cors cors;
    private final AddressRates rates;

    HttpApi(Rooms rooms, Answers answers, Routes routes) {
        this.rooms = rooms;
        this.answers = answers;
        this.routes = routes;
        this.cors = new Cors(rooms.origins());
        this.rates = new AddressRates(rooms.limits().httpRequestsPerSecond());
    }

    /** The API of these rooms; the builder adds health checks and routes to it. */
    public static HttpApiBuilder of(Rooms rooms) {
        return new HttpApiBuilder(rooms);
    }

    @Override
    public int maxBodyBytes() {
        return rooms.limits().maxMessageBytes();
    }

    /** Answers a request whose body is there: {@link #admit} and {@link HttpAdmission.Granted#answer} in one. */
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return admit(request).thenCompose(admission -> {
            if (admission instanceof HttpAdmission.Granted granted) {
                return granted.answer(request.body());
            }
            return CompletableFuture.completedStage(((HttpAdmission.Answered) admission).response());
        });
    }

    /**
     * Decides all that can be decided before the body is read: rate limit, path, method, authentication, type and
     * declared length of the body. Already complete unless an authenticator is asked.
     */
    @Override
    public CompletionStage<HttpAdmission> admit(HttpRequest head) {
        rooms.measurements().count(Counter.HTTP_REQUESTS);
        CompletionStage<HttpAdmission> decided;
        try {
            decided = decide(head);
        } catch (RuntimeException | Error failure) {
            decided = CompletableFuture.failedStage(failure);
        }
        return decided.exceptionally(failure -> new HttpAdmission.Answered(failure(head, failure)));
    }

    /** The contract's error answer, for what an adapter refuses by itself: a handshake, a request without an upgrade. */
    public HttpResponse error(int status, String message, HttpRequest request) {
        return finish(request, answers.error(status, message, List.of()));
    }

    @Override
    public HttpResponse tooLarge(HttpRequest request) {
        return finish(request, failed(tooLarge()));
    }

    /** Whether something of the API is at this raw path, whatever the method; an adapter has nothing else there. */
    public boolean hasPath(String path) {
        return !routes.match("GET", Paths.segments(path)).allowed().isEmpty();
    }

    List<Route> routes() {
        return routes.all();
    }

    /** Runs what may block. */
    Executor executor() {
        return rooms.executor();
    }

    /** The answer to a request that failed so. */
    HttpResponse failure(HttpRequest head, Throwable failure) {
        return finish(head, failed(failure));
    }

    private CompletionStage<HttpAdmission> decide(HttpRequest head) {
        Routes.Match match = match(head);
        if (head.method().equals("OPTIONS") && !match.allowed().isEmpty()) {
            HttpResponse response = Cors.isPreflight(head)
                    ? cors.preflight(head, match.allow())
                    : HttpResponse.empty(204).withHeader("Allow", match.allow());
            return CompletableFuture.completedStage(new HttpAdmission.Answered(finish(head, response)));
        }
        if (match.allowed().isEmpty()) {
            throw new Refusal(404, "there is nothing at this path; /api-json tells which paths there are");
        }
        Route route = match.route().orElseThrow(() -> notAllowed(head, match));
        return authenticate(head, route).thenApply(welcome -> {
            checkBody(head, route.body());
            return new Admitted(head, route, match.arguments());
        });
    }

    /** Finds the route, and counts the request for the rate limit, whatever its path. */
    private Routes.Match match(HttpRequest head) {
        Routes.Match match;
        try {
            match = routes.match(head.method(), Paths.segments(head.path()));
        } catch (Refusal broken) {
            checkRate(head);
            throw broken;
        }
        // A browser takes a 429 to its preflight for a refusal of the page, and the answer costs no more.
        if (!match.isProbe() && !Cors.isPreflight(head)) {
            checkRate(head);
        }
        return match;
    }

    private void checkRate(HttpRequest head) {
        if (!rates.take(head.remoteAddress(), System.nanoTime())) {
            throw new Refusal(
                            429,
                            "an address may send " + rooms.limits().httpRequestsPerSecond()
                                    + " requests a second; try again in a second")
                    .withHeader("Retry-After", "1");
        }
    }

    private static Refusal notAllowed(HttpRequest head, Routes.Match match) {
        String method = head.method().length() > 20 ? "this method" : head.method();
        return new Refusal(405, "this path doesn't answer " + method + "; it allows " + match.allow())
                .withHeader("Allow", match.allow());
    }

    private CompletionStage<Void> authenticate(HttpRequest head, Route route) {
        if (route.access() != Route.Access.GUARDED || !rooms.asksWhoCalls()) {
            return CompletableFuture.completedStage(null);
        }
        Handshake handshake =
                new Handshake(Handshake.Kind.HTTP, head.path(), head.query(), head.headers(), head.remoteAddress());
        return CompletableFuture.runAsync(
                () -> {
                    if (rooms.authenticate(handshake) instanceof Rejected rejected) {
                        throw new Refusal(rejected.status(), rejected.message());
                    }
                },
                rooms.executor());
    }

    private void checkBody(HttpRequest head, Route.Body body) {
        if (body != Route.Body.NONE && JsonBody.declaredLength(head) > maxBodyBytes()) {
            throw tooLarge();
        }
        if (body == Route.Body.JSON) {
            JsonBody.requireJson(head);
        }
    }

    private Refusal tooLarge() {
        return new Refusal(413, "the body is too large; it may have " + maxBodyBytes() + " bytes");
    }

    /** Turns what went wrong into an answer. */
    private HttpResponse failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return answers.error(refusal);
        }
        if (cause instanceof RefusedException refused) {
            return answers.error(Refusal.of(refused));
        }
        if (cause instanceof RejectedExecutionException) {
            return answers.error(503, "the server is shutting down; try again later", List.of());
        }
        LOG.log(Level.ERROR, "A request failed", cause);
        return answers.error(500, "the server failed; its log tells more", List.of());
    }

    /** What every answer has: CORS, and that nobody keeps it or takes it for another type than it says. */
    private HttpResponse finish(HttpRequest request, HttpResponse response) {
        if (response.status() >= 400) {
            rooms.measurements().count(Counter.HTTP_ERRORS);
        }
        HttpResponse finished = cors.allow(request, response)
                .withHeader("Cache-Control", "no-store")
                .withHeader("X-Content-Type-Options", "nosniff");
        return request.method().equals("HEAD") ? finished.withoutBody() : finished;
    }

    private final class Admitted implements HttpAdmission.Granted {
        private final HttpRequest head;
        private final Route route;
        private final List<String> arguments;

        Admitted(HttpRequest head, Route route, List<String> arguments) {
            this.head = head;
            this.route = route;
            this.arguments = arguments;
        }

        @Override
        public boolean takesBody() {
            return route.body() != Route.Body.NONE;
        }

        @Override
        public CompletionStage<HttpResponse> answer(byte[] body) {
            CompletionStage<HttpResponse> answered;
            try {
                if (body.length > maxBodyBytes()) {
                    throw tooLarge();
                }
                answered = route.action().answer(new Route.Call(head.withBody(body), arguments));
            } catch (RuntimeException | Error failure) {
                answered = CompletableFuture.failedStage(failure);
            }
            return answered.exceptionally(HttpApi.this::failed).thenApply(response -> finish(head, response));
        }
    }
}

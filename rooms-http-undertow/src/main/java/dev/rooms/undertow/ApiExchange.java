package dev.rooms.undertow;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpApi;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/** Carries requests to the core's HTTP API and its answers back; no thread waits for either. */
final class ApiExchange implements HttpHandler {
    /** Time that a request may take, from its headers to the end of its answer: clients that dawdle don't stay. */
    static final long MAX_SECONDS = 60;

    private static final Logger LOG = System.getLogger(ApiExchange.class.getName());
    private static final byte[] NO_BODY = {};

    private final HttpApi api;

    ApiExchange(HttpApi api) {
        this.api = api;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // Undertow ends an exchange when its handler returns, unless it was dispatched.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> begin(exchange));
    }

    private void begin(HttpServerExchange exchange) {
        Responses.limit(exchange, MAX_SECONDS);
        // By default Undertow cuts connections whose body is over 2 MiB, whatever the API allows; RequestBody counts
        // instead.
        exchange.setMaxEntitySize(-1);
        HttpRequest head = Requests.head(exchange);
        then(exchange, api.admit(head), admission -> {
            if (admission instanceof HttpAdmission.Answered answered) {
                Responses.send(exchange, answered.response());
            } else if (admission instanceof HttpAdmission.Granted granted) {
                answer(exchange, head, granted);
            }
        });
    }

    private void answer(HttpServerExchange exchange, HttpRequest head, HttpAdmission.Granted granted) {
        if (granted.takesBody()) {
            RequestBody.read(
                    exchange,
                    api.maxBodyBytes(),
                    body -> send(exchange, granted.answer(body)),
                    () -> Responses.send(exchange, api.tooLarge(head)));
        } else {
            send(exchange, granted.answer(NO_BODY));
        }
    }

    private static void send(HttpServerExchange exchange, CompletionStage<HttpResponse> answer) {
        then(exchange, answer, response -> Responses.send(exchange, response));
    }

    /** Goes on when a stage is done. Those of the API never fail, so what does is the connection. */
    private static <T> void then(HttpServerExchange exchange, CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((value, never) -> {
            try {
                next.accept(value);
            } catch (RuntimeException gone) {
                LOG.log(Level.DEBUG, "An answer could not be sent, so its connection is closed", gone);
                IoUtils.safeClose(exchange.getConnection());
            }
        });
    }

    /** Refuses a request that never reaches the API, with the same JSON that it answers with. */
    void refuse(HttpServerExchange exchange, int status, String message) {
        Responses.send(exchange, api.error(status, message, Requests.head(exchange)));
    }
}

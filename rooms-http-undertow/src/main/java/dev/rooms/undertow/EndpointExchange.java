package dev.rooms.undertow;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import dev.rooms.undertow.EndpointHandler.Patience;
import io.undertow.server.HttpServerExchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/**
 * One request on its way through an {@link HttpEndpoint}: its head is admitted, its body read, its answer sent.
 *
 * <p>Stages complete on any thread, but each step here runs on the connection's I/O thread, as does Undertow's news that
 * the exchange is over. So the fields need no lock, the thread that completes an answer never waits for the network, and
 * an answer and the client's leaving are told apart: whichever comes first on that thread.
 */
final class EndpointExchange {
    private static final Logger LOG = System.getLogger(EndpointExchange.class.getName());
    private static final byte[] NO_BODY = {};

    private final HttpServerExchange exchange;
    private final HttpEndpoint endpoint;
    private final Patience patience;
    private final long maxSeconds;
    private final HttpRequest head;

    private TimeLimit limit = TimeLimit.NONE;
    private ClientWatch watch = ClientWatch.NONE;
    private Optional<HttpAdmission.Granted> granted = Optional.empty();
    private boolean sending;
    private boolean answered;
    private boolean over;

    EndpointExchange(HttpServerExchange exchange, HttpEndpoint endpoint, Patience patience, long maxSeconds) {
        this.exchange = exchange;
        this.endpoint = endpoint;
        this.patience = patience;
        this.maxSeconds = maxSeconds;
        this.head = Requests.head(exchange);
    }

    void begin() {
        exchange.addExchangeCompleteListener((ended, next) -> {
            try {
                end();
            } finally {
                next.proceed();
            }
        });
        limit = TimeLimit.of(exchange, maxSeconds);
        // By default Undertow cuts connections whose body is over 2 MiB, whatever the endpoint allows; RequestBody
        // counts instead.
        exchange.setMaxEntitySize(-1);
        then(endpoint.admit(head), this::admitted);
    }

    private void admitted(HttpAdmission admission) {
        if (admission instanceof HttpAdmission.Answered refused) {
            send(refused.response());
        } else if (admission instanceof HttpAdmission.Granted welcome) {
            granted = Optional.of(welcome);
            if (over) {
                welcome.abandoned();
            } else if (welcome.takesBody()) {
                RequestBody.read(
                        exchange,
                        endpoint.maxBodyBytes(),
                        body -> answer(welcome, body),
                        () -> send(endpoint.tooLarge(head)));
            } else {
                answer(welcome, NO_BODY);
            }
        }
    }

    private void answer(HttpAdmission.Granted welcome, byte[] body) {
        then(welcome.answer(body), this::send);
        if (!sending && !over && patience == Patience.LONG_POLLING) {
            limit.lift();
            watch = ClientWatch.begin(exchange);
        }
    }

    private void send(HttpResponse response) {
        if (over) {
            return;
        }
        sending = true;
        watch.end();
        if (patience == Patience.LONG_POLLING) {
            limit.lift();
            limit = TimeLimit.of(exchange, maxSeconds);
        }
        Responses.send(exchange, response, () -> answered = true);
    }

    /** The exchange is over, well or not: Undertow ends it too when its connection closes. */
    private void end() {
        over = true;
        if (!answered) {
            granted.ifPresent(HttpAdmission.Granted::abandoned);
        }
    }

    /** Goes on when a stage is done. Those of an endpoint never fail, so what does is the connection. */
    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((value, never) -> onIoThread(() -> {
            try {
                next.accept(value);
            } catch (RuntimeException gone) {
                LOG.log(Level.DEBUG, "An answer could not be sent, so its connection is closed", gone);
                IoUtils.safeClose(exchange.getConnection());
            }
        }));
    }

    private void onIoThread(Runnable step) {
        if (exchange.isInIoThread()) {
            step.run();
            return;
        }
        try {
            exchange.getIoThread().execute(step);
        } catch (RejectedExecutionException stopped) {
            // The I/O thread is gone, and all its connections with it.
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}

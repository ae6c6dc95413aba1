package dev.rooms.jakarta;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an endpoint, and its answer on the way back.
 *
 * <p>Concurrency: {@code phase} and {@code granted} are guarded by {@code this}, which is never held while somebody else's
 * code runs. The answer moves the phase from WAITING to ANSWERING, once, and to OVER when all of it was written. Whatever
 * else ends the request moves it to OVER at once, and so is the one to tell the endpoint that its client has gone; a
 * container may report one end several times, and reports the end of a request that was answered, too. An endpoint that
 * grants a request which is over by then is told in its place.
 */
final class ServletExchange implements AsyncListener {
    private static final Logger LOG = System.getLogger(ServletExchange.class.getName());
    private static final byte[] NO_BODY = {};

    private enum Phase {
        WAITING,
        ANSWERING,
        OVER
    }

    private final HttpEndpoint endpoint;
    private final HttpRequest head;
    private final AsyncContext context;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private Phase phase = Phase.WAITING;
    private HttpAdmission.@Nullable Granted granted;

    ServletExchange(
            HttpEndpoint endpoint,
            HttpRequest head,
            AsyncContext context,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.endpoint = endpoint;
        this.head = head;
        this.context = context;
        this.request = request;
        this.response = response;
    }

    void begin() {
        then(endpoint.admit(head), admission -> {
            if (admission instanceof HttpAdmission.Answered answered) {
                send(answered.response());
            } else if (admission instanceof HttpAdmission.Granted let) {
                goOn(let);
            }
        });
    }

    private void goOn(HttpAdmission.Granted let) {
        boolean late;
        synchronized (this) {
            granted = let;
            late = phase == Phase.OVER;
        }
        if (late) {
            let.abandoned();
        } else if (!let.takesBody()) {
            answer(let, NO_BODY);
        } else if (request.getContentLengthLong() > endpoint.maxBodyBytes()) {
            send(endpoint.tooLarge(head));
        } else {
            BodyReader.read(
                    request,
                    endpoint.maxBodyBytes(),
                    body -> answer(let, body),
                    () -> send(endpoint.tooLarge(head)),
                    this::fail);
        }
    }

    private void answer(HttpAdmission.Granted let, byte[] body) {
        then(let.answer(body), this::send);
    }

    /** Goes on when a stage is done. Those of an endpoint never fail, so what does is the connection. */
    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((value, never) -> {
            try {
                next.accept(value);
            } catch (RuntimeException gone) {
                fail(gone);
            }
        });
    }

    private void send(HttpResponse answer) {
        synchronized (this) {
            if (phase != Phase.WAITING) {
                return;
            }
            phase = Phase.ANSWERING;
        }
        AnswerWriter.write(answer, response, this::fail, this::written);
    }

    private void written() {
        synchronized (this) {
            phase = Phase.OVER;
        }
        finish();
    }

    /** The connection is of no use any more. */
    private void fail(Throwable failure) {
        LOG.log(Level.DEBUG, "A request was given up", failure);
        gone();
        finish();
    }

    /**
     * Gives the request back on a thread of the container's: it reads what still comes of a body that nobody wanted, and
     * on Undertow this blocks, which its I/O threads, where the answer is written, must not.
     */
    private void finish() {
        try {
            context.start(this::complete);
        } catch (IllegalStateException | RejectedExecutionException over) {
            complete();
        }
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException completed) {
            LOG.log(Level.DEBUG, "The container has ended it already", completed);
        }
    }

    /** The request is over; unless all of its answer was written, its client has gone. */
    private void gone() {
        HttpAdmission.Granted left;
        synchronized (this) {
            if (phase == Phase.OVER) {
                return;
            }
            phase = Phase.OVER;
            left = granted;
        }
        if (left != null) {
            left.abandoned();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        gone();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        endIn("The request took too long", event);
    }

    @Override
    public void onError(AsyncEvent event) {
        endIn("The connection failed", event);
    }

    /** Ends the request before the container answers it with an error of its own, as it does when this returns. */
    private void endIn(String why, AsyncEvent event) {
        LOG.log(Level.DEBUG, why, event.getThrowable());
        gone();
        complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}

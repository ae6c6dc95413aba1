package dev.rooms.jakarta;

import dev.rooms.http.HttpResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Writes one answer as fast as its client reads, on the container's threads (Servlet 6.0 §5.7). So whoever makes the
 * answer, such as the thread that emits an event, waits for nobody.
 */
final class AnswerWriter implements WriteListener {
    private static final int NO_CONTENT = 204;

    private final byte[] body;
    private final ServletOutputStream output;
    private final Consumer<Throwable> failed;
    private final Runnable written;
    private boolean handedOver;
    private boolean over;

    private AnswerWriter(byte[] body, ServletOutputStream output, Consumer<Throwable> failed, Runnable written) {
        this.body = body;
        this.output = output;
        this.failed = failed;
        this.written = written;
    }

    /** Writes, and calls one of the two once. */
    static void write(HttpResponse answer, HttpServletResponse response, Consumer<Throwable> failed, Runnable written) {
        try {
            response.setStatus(answer.status());
            // RFC 9110 §8.6: an answer that never has a body has no length either. One among the headers goes before.
            if (answer.status() != NO_CONTENT) {
                response.setContentLength(answer.body().length);
            }
            answer.headers().forEach(response::setHeader);
            ServletOutputStream output = response.getOutputStream();
            output.setWriteListener(new AnswerWriter(answer.body(), output, failed, written));
        } catch (IOException | RuntimeException gone) {
            failed.accept(gone);
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        // Called again when the container has got rid of what it was given.
        while (!over && output.isReady()) {
            if (handedOver || body.length == 0) {
                over = true;
                written.run();
            } else {
                handedOver = true;
                output.write(body);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!over) {
            over = true;
            failed.accept(failure);
        }
    }
}

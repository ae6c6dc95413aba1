package dev.rooms.http;

import java.util.concurrent.CompletionStage;

/**
 * Answers HTTP requests, free of any server: what an adapter carries to and fro.
 *
 * <p>An adapter shows the head of a request to {@link #admit}, reads the body where it is wanted, and sends the answer
 * whenever it comes, which for long-polling may take half a minute. Thread-safe; no method blocks or throws, and no stage
 * fails.
 */
public interface HttpEndpoint {

    /** Decides all that can be decided before the body is read. */
    CompletionStage<HttpAdmission> admit(HttpRequest head);

    /** Bytes that a body may have; an adapter never holds more, and answers with {@link #tooLarge}. */
    int maxBodyBytes();

    /** The answer to a request whose body turns out to be too large while it is read. */
    HttpResponse tooLarge(HttpRequest head);
}

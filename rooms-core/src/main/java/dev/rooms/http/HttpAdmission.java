package dev.rooms.http;

import java.util.concurrent.CompletionStage;

/** What an {@link HttpEndpoint} decided about a request before its body was read. */
public sealed interface HttpAdmission {

    /** The request goes on: its body, if it has one, may be read. */
    non-sealed interface Granted extends HttpAdmission {
        /** Whether a body is of any use; if not, answer with an empty one and leave what comes unread. */
        boolean takesBody();

        /**
         * Does what was asked for. Called once; never throws, and the stage never fails.
         *
         * @param body the whole body, empty when there was none; at most {@link HttpEndpoint#maxBodyBytes()}
         */
        CompletionStage<HttpResponse> answer(byte[] body);

        /** The client has gone before it was answered: what it would have got may be kept, or given up. */
        default void abandoned() {}
    }

    /**
     * The request is answered already, and its body isn't wanted.
     *
     * @param response the answer: an error, or that of an {@code OPTIONS}
     */
    record Answered(HttpResponse response) implements HttpAdmission {}
}

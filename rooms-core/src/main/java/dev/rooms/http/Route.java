package dev.rooms.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One method on one path.
 *
 * @param method the method
 * @param template the path's segments; one in braces stands for any, and is an argument
 * @param access who may call it
 * @param body what body it takes
 * @param action what it does
 */
record Route(String method, List<String> template, Access access, Body body, Action action) {

    /** Who may call a route. */
    enum Access {
        /** Everyone, at any rate: an orchestrator that is turned away kills a server that is well. */
        PROBE,
        /** Everyone, within the rate limit. */
        PUBLIC,
        /** Whom the authenticator accepts, within the rate limit. */
        GUARDED
    }

    /** What body a route takes. */
    enum Body {
        /** None; what comes is left unread. */
        NONE,
        /** JSON, and nothing else. */
        JSON,
        /** Whatever its handler understands. */
        ANY
    }

    /** Answers a call; may throw a {@link Refusal}, or let the stage fail with one. */
    @FunctionalInterface
    interface Action {
        CompletionStage<HttpResponse> answer(Call call);
    }

    /**
     * A request on its way through a route.
     *
     * @param request the request, with its body
     * @param arguments the decoded segments that the template's braces stand for
     */
    record Call(HttpRequest request, List<String> arguments) {

        /** The only value of a query parameter; empty when it isn't there. */
        Optional<String> parameter(String name) {
            List<String> values = request.query().getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw Refusal.ofField(name, "must be given once, but is there " + values.size() + " times");
            }
            return values.stream().findFirst();
        }
    }

    /** A {@code GET} that takes no body. */
    static Route get(String path, Access access, Action action) {
        return new Route("GET", Paths.segments(path), access, Body.NONE, action);
    }

    /** A guarded {@code POST} of JSON. */
    static Route post(String path, Action action) {
        return new Route("POST", Paths.segments(path), Access.GUARDED, Body.JSON, action);
    }

    /** The arguments, if the path is this route's. As in Express, the case of its fixed segments is free. */
    Optional<List<String>> match(List<String> segments) {
        if (segments.size() != template.size()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(1);
        for (int i = 0; i < segments.size(); i++) {
            if (template.get(i).startsWith("{")) {
                if (segments.get(i).isEmpty()) {
                    return Optional.empty();
                }
                arguments.add(segments.get(i));
            } else if (!template.get(i).equalsIgnoreCase(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(arguments);
    }
}

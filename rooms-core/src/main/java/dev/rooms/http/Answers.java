package dev.rooms.http;

import dev.rooms.Rooms;
import dev.rooms.message.FieldError;
import java.util.List;

/** Makes answers in JSON. */
final class Answers {
    private static final String JSON = "application/json; charset=utf-8";

    /** What a caller is told when it must say who it is (RFC 9110 §11.6.1). */
    private static final String CHALLENGE = "Bearer realm=\"rooms\"";

    private final Rooms rooms;

    Answers(Rooms rooms) {
        this.rooms = rooms;
    }

    HttpResponse json(int status, Object answer) {
        return HttpResponse.of(status, JSON, rooms.write(answer).text());
    }

    HttpResponse error(int status, String message, List<FieldError> errors) {
        HttpResponse response = json(status, ErrorAnswer.of(status, message, errors));
        return status == 401 ? response.withHeader("WWW-Authenticate", CHALLENGE) : response;
    }

    HttpResponse error(Refusal refusal) {
        HttpResponse response = error(refusal.status(), refusal.getMessage(), refusal.errors());
        for (var header : refusal.headers().entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }
}

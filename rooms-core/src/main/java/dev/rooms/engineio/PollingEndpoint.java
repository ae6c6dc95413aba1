package dev.rooms.engineio;

import dev.rooms.cors.Cors;
import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Lane;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers the requests of long-polling (Engine.IO v4, "HTTP long-polling"). */
final class PollingEndpoint implements HttpEndpoint {
    private final EngineSessions sessions;
    private final EngineSettings settings;
    private final EngineHandshake checks;
    private final Cors cors;
    private final Lane lane;

    PollingEndpoint(EngineSessions sessions, Lane lane) {
        this.sessions = sessions;
        this.settings = sessions.settings();
        this.checks = new EngineHandshake(sessions);
        this.cors = new Cors(settings.origins());
        this.lane = lane;
    }

    @Override
    public int maxBodyBytes() {
        return settings.maxPayload();
    }

    @Override
    public CompletionStage<HttpAdmission> admit(HttpRequest head) {
        return CompletableFuture.completedFuture(decide(head));
    }

    private HttpAdmission decide(HttpRequest head) {
        if (Cors.isPreflight(head)) {
            return answered(head, cors.preflight(head, "GET, POST"));
        }
        Optional<EngineError> flaw = checks.transportFlaw(head.query(), EngineTransport.POLLING);
        if (flaw.filter(EngineError.UNKNOWN_TRANSPORT::equals).isPresent()) {
            return refused(head, EngineError.UNKNOWN_TRANSPORT);
        }
        Optional<String> sid = EngineHandshake.sid(head.query());
        if (sid.isEmpty()) {
            return flaw.isEmpty() || !head.method().equals("GET")
                    ? admitNew(head)
                    : refused(head, EngineError.BAD_REQUEST);
        }
        Optional<EngineSession> session = sessions.find(sid.get());
        if (session.isEmpty()) {
            return head.method().equals("GET") && sessions.takeParting(sid.get())
                    ? answered(head, EnginePackets.payload(List.of(EnginePackets.NOOP)))
                    : refused(head, EngineError.UNKNOWN_SID);
        }
        Optional<LongPolling> polling = session.get().polling();
        if (flaw.isPresent() || polling.isEmpty() || !EngineHandshake.isRevision4(head.query())) {
            return refused(head, EngineError.BAD_REQUEST);
        }
        return switch (head.method()) {
            case "GET" -> new Asking(head, polling.get());
            case "POST" -> admitPost(head, polling.get());
            default -> refused(head, EngineError.BAD_REQUEST);
        };
    }

    private HttpAdmission admitNew(HttpRequest head) {
        if (!head.method().equals("GET")) {
            return refused(head, EngineError.BAD_METHOD);
        }
        Handshake handshake =
                new Handshake(Handshake.Kind.POLLING, head.path(), head.query(), head.headers(), head.remoteAddress());
        Optional<EngineError> refusal = checks.refusal(handshake);
        return refusal.isPresent() ? refused(head, refusal.get()) : new Opening(head, handshake);
    }

    private HttpAdmission admitPost(HttpRequest head, LongPolling polling) {
        if (declaresTooMuch(head)) {
            return refused(head, EngineError.TOO_LARGE);
        }
        @Nullable EngineError refusal = polling.beginPost(head);
        if (refusal != null) {
            return refused(head, refusal);
        }
        return new Posting(head, polling);
    }

    private boolean declaresTooMuch(HttpRequest head) {
        return head.header("content-length")
                .filter(length -> length.matches("[0-9]+"))
                .filter(length -> length.length() > 18 || Long.parseLong(length) > settings.maxPayload())
                .isPresent();
    }

    @Override
    public HttpResponse tooLarge(HttpRequest head) {
        List<String> sids = head.query().getOrDefault("sid", List.of());
        if (!sids.isEmpty()) {
            sessions.find(sids.get(0)).flatMap(EngineSession::polling).ifPresent(polling -> polling.endPost(head));
        }
        return readable(head, EngineError.TOO_LARGE.response());
    }

    private HttpAdmission refused(HttpRequest head, EngineError error) {
        return answered(head, error.response());
    }

    private HttpAdmission answered(HttpRequest head, HttpResponse response) {
        return new HttpAdmission.Answered(readable(head, response));
    }

    /** The answer with what its page needs to read it; pages that are listed may send cookies along. */
    private HttpResponse readable(HttpRequest head, HttpResponse response) {
        HttpResponse allowed = cors.allow(head, response);
        return !settings.origins().isAny() && allowed.headers().containsKey("Access-Control-Allow-Origin")
                ? allowed.withHeader("Access-Control-Allow-Credentials", "true")
                : allowed;
    }

    /** A GET that opens a session. */
    private final class Opening implements HttpAdmission.Granted {
        private final HttpRequest head;
        private final Handshake handshake;

        Opening(HttpRequest head, Handshake handshake) {
            this.head = head;
            this.handshake = handshake;
        }

        @Override
        public boolean takesBody() {
            return false;
        }

        @Override
        public CompletionStage<HttpResponse> answer(byte[] body) {
            EngineSession session = EngineSession.overPolling(sessions, lane);
            HttpResponse response =
                    sessions.add(session, handshake) ? opened(session.id()) : EngineError.FAILED.response();
            return CompletableFuture.completedFuture(readable(head, response));
        }

        /** The open packet alone, as clients expect; what the acceptor has sent waits for the next GET. */
        private HttpResponse opened(String sid) {
            HttpResponse response =
                    EnginePackets.payload(List.of(EnginePackets.open(sid, settings.upgradable(), settings)));
            return settings.cookie().isEmpty()
                    ? response
                    : response.withHeader(
                            "Set-Cookie", settings.cookie().get() + "=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    /** A GET for packets. */
    private final class Asking implements HttpAdmission.Granted {
        private final LongPolling polling;
        private final Poll poll;

        Asking(HttpRequest head, LongPolling polling) {
            this.polling = polling;
            this.poll = new Poll(response -> readable(head, response));
        }

        @Override
        public boolean takesBody() {
            return false;
        }

        @Override
        public CompletionStage<HttpResponse> answer(byte[] body) {
            polling.poll(poll);
            return poll.answer();
        }

        @Override
        public void abandoned() {
            polling.abandoned(poll);
        }
    }

    /** A POST of packets. */
    private final class Posting implements HttpAdmission.Granted {
        private final HttpRequest head;
        private final LongPolling polling;

        Posting(HttpRequest head, LongPolling polling) {
            this.head = head;
            this.polling = polling;
        }

        @Override
        public boolean takesBody() {
            return true;
        }

        @Override
        public CompletionStage<HttpResponse> answer(byte[] body) {
            EngineError error = polling.post(head, body);
            return CompletableFuture.completedFuture(
                    readable(head, error == null ? EnginePackets.ok() : error.response()));
        }

        @Override
        public void abandoned() {
            polling.abandonedPost(head);
        }
    }
}

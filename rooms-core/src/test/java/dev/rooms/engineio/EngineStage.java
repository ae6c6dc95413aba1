package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.http.HttpAdmission;
import dev.rooms.http.HttpEndpoint;
import dev.rooms.http.HttpQuery;
import dev.rooms.http.HttpRequest;
import dev.rooms.http.HttpResponse;
import dev.rooms.kit.RecordingChannel;
import dev.rooms.transport.Admission;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Lane;
import dev.rooms.transport.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A server whose requests and WebSockets are calls, and the ears of all its sockets. Thread-safe. */
final class EngineStage implements AutoCloseable {
    static final String UNKNOWN_SID = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    private final List<Ear> ears = Collections.synchronizedList(new ArrayList<>());
    private final EngineServer server;
    private final HttpEndpoint polling;
    private volatile Consumer<Ear> whenAccepted = ear -> {};

    EngineStage() {
        this(builder -> builder);
    }

    EngineStage(UnaryOperator<EngineServerBuilder> settings) {
        server = settings.apply(EngineServer.builder().acceptor(this::accept)).build();
        polling = server.polling(Lane.inPlace());
    }

    private EngineListener accept(EngineSocket socket, Handshake handshake) {
        Ear ear = new Ear(socket, handshake);
        ears.add(ear);
        whenAccepted.accept(ear);
        return ear;
    }

    /** Does this with each new socket, before it is accepted. */
    void whenAccepted(Consumer<Ear> reaction) {
        whenAccepted = reaction;
    }

    EngineServer server() {
        return server;
    }

    HttpEndpoint polling() {
        return polling;
    }

    List<Ear> ears() {
        synchronized (ears) {
            return List.copyOf(ears);
        }
    }

    /** The ear of the newest socket. */
    Ear ear() {
        return ears.get(ears.size() - 1);
    }

    static HttpRequest head(String method, String query, Map<String, List<String>> headers) {
        return HttpRequest.head(method, "/engine.io/", HttpQuery.parse(query), headers, "192.0.2.1");
    }

    /** A request whose body doesn't come yet, or is already answered. */
    HttpAdmission admit(String method, String query, Map<String, List<String>> headers) {
        return polling.admit(head(method, query, headers)).toCompletableFuture().join();
    }

    Request request(String method, String query, Map<String, List<String>> headers, byte[] body) {
        HttpAdmission admission = admit(method, query, headers);
        if (admission instanceof HttpAdmission.Granted granted) {
            assertThat(granted.takesBody()).isEqualTo(method.equals("POST"));
        }
        return Request.of(admission, body);
    }

    Request request(String method, String query) {
        return request(method, query, Map.of(), new byte[0]);
    }

    /** A GET with that session's id. */
    Request get(String sid) {
        return request("GET", session(sid));
    }

    /** A POST with that session's id. */
    Request post(String sid, String body) {
        return request("POST", session(sid), Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static String session(String sid) {
        return "EIO=4&transport=polling&sid=" + sid;
    }

    /** A new session that polls. */
    String open() {
        Request opened = request("GET", "EIO=4&transport=polling");
        assertThat(opened.status()).isEqualTo(200);
        String body = opened.body();
        return body.substring("0{\"sid\":\"".length(), body.indexOf("\",\"upgrades"));
    }

    Admission handshake(String query, Map<String, List<String>> headers) {
        return server.reception()
                .admit(new Handshake(
                        Handshake.Kind.WEBSOCKET, "/engine.io/", HttpQuery.parse(query), headers, "192.0.2.1"));
    }

    /** A new session over WebSocket. */
    Wire connect() {
        return wire("EIO=4&transport=websocket");
    }

    /** A WebSocket that asks for an upgrade of that session. */
    Wire probe(String sid) {
        return wire("EIO=4&transport=websocket&sid=" + sid);
    }

    private Wire wire(String query) {
        Admission admission = handshake(query, Map.of());
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        RecordingChannel channel = new RecordingChannel();
        return new Wire(((Admission.Granted) admission).open(channel), channel);
    }

    /** A session that has changed from polling to WebSocket. */
    Wire upgraded(String sid) {
        Wire wire = probe(sid);
        wire.session().text("2probe");
        wire.session().text("5");
        assertThat(wire.channel().texts()).startsWith("3probe");
        wire.channel().clear();
        return wire;
    }

    @Override
    public void close() {
        server.close();
        // None of them has a peer that would answer.
        ears().forEach(ear -> ear.socket().cut());
        ears().forEach(ear -> assertThat(ear.faults()).isEmpty());
    }

    /** One WebSocket: what the transport calls, and what it is given. */
    record Wire(Session session, RecordingChannel channel) {
        /** The transport tells that the connection has ended. */
        void lose() {
            session.closed(CloseReason.LOST);
        }
    }

    /** A request with its answer, as soon as that is there. */
    record Request(HttpAdmission admission, CompletableFuture<HttpResponse> answer) {
        static Request of(HttpAdmission admission, byte[] body) {
            if (admission instanceof HttpAdmission.Answered answered) {
                return new Request(admission, CompletableFuture.completedFuture(answered.response()));
            }
            return new Request(
                    admission, ((HttpAdmission.Granted) admission).answer(body).toCompletableFuture());
        }

        boolean waits() {
            return !answer.isDone();
        }

        void abandon() {
            ((HttpAdmission.Granted) admission).abandoned();
        }

        private HttpResponse response() {
            assertThat(answer).isCompleted();
            return answer.join();
        }

        int status() {
            return response().status();
        }

        String body() {
            return new String(response().body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return response().headers().getOrDefault(name, "");
        }

        /** Its status and its body. */
        String result() {
            return status() + " " + body();
        }
    }
}

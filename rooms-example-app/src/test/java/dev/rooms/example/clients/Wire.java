package dev.rooms.example.clients;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** What one Socket.IO client hears over WebSockets; below it is one HTTP client for all of them. */
final class Wire implements WebSocket.Factory {
    /** The time-out is the one that the Socket.IO client sets for itself: a poll may wait for 25 s. */
    static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .readTimeout(1, TimeUnit.MINUTES)
            .dispatcher(manyAtOnce())
            .build();

    private final List<String> frames = new CopyOnWriteArrayList<>();

    /** By itself it lets five requests to a host wait at a time, and each client's long poll is one that waits. */
    private static Dispatcher manyAtOnce() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(100);
        dispatcher.setMaxRequestsPerHost(100);
        return dispatcher;
    }

    /** The texts that came over a WebSocket. */
    List<String> frames() {
        return frames;
    }

    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        return HTTP.newWebSocket(request, new Observed(listener));
    }

    /** Hands everything on, and notes the texts. */
    private final class Observed extends WebSocketListener {
        private final WebSocketListener client;

        private Observed(WebSocketListener client) {
            this.client = client;
        }

        @Override
        public void onOpen(WebSocket webSocket, Response response) {
            client.onOpen(webSocket, response);
        }

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            frames.add(text);
            client.onMessage(webSocket, text);
        }

        @Override
        public void onMessage(WebSocket webSocket, ByteString bytes) {
            client.onMessage(webSocket, bytes);
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            client.onClosing(webSocket, code, reason);
        }

        @Override
        public void onClosed(WebSocket webSocket, int code, String reason) {
            client.onClosed(webSocket, code, reason);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
            client.onFailure(webSocket, failure, response);
        }
    }
}

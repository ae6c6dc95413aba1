package dev.rooms.undertow;

import dev.rooms.Rooms;
import dev.rooms.http.HttpApi;
import dev.rooms.transport.Reception;
import dev.rooms.undertow.websocket.WebSocketLoops;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** An Undertow whose every path is a WebSocket, for a reception of a test's own. */
record SocketServer(Undertow undertow, Rooms rooms) implements AutoCloseable {

    /**
     * Starts one at a port that the system picks.
     *
     * @param perMessageDeflate whether clients that offer permessage-deflate get it
     */
    static SocketServer start(Reception reception, boolean perMessageDeflate) {
        // The rooms are there for the errors that refused handshakes are answered with.
        Rooms rooms = Rooms.create();
        ErrorAnswers errors = new ErrorAnswers(HttpApi.of(rooms).build());
        Undertow undertow = Undertow.builder()
                .addHttpListener(
                        0,
                        "127.0.0.1",
                        new WebSocketUpgrade(reception, new WebSocketLoops(), errors, perMessageDeflate))
                .setIoThreads(2)
                .setSocketOption(Options.TCP_NODELAY, true)
                .build();
        undertow.start();
        return new SocketServer(undertow, rooms);
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        undertow.stop();
        rooms.close();
    }
}

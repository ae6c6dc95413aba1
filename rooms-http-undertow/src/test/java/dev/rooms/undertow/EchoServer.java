package dev.rooms.undertow;

import dev.rooms.kit.EchoReception;

/** An Undertow whose WebSocket clients get their messages back as they came: text as text, binary as binary. */
public final class EchoServer implements AutoCloseable {
    /** Bytes that one message may have: 16 MiB, the largest that anyone sends here, and some more. */
    private static final int MAX_MESSAGE_BYTES = (16 << 20) + 1024;

    private static final long MAX_WAITING_BYTES = 2L * MAX_MESSAGE_BYTES;

    private final EchoReception echo = new EchoReception(MAX_MESSAGE_BYTES, MAX_WAITING_BYTES);
    private final SocketServer server;

    private EchoServer(boolean perMessageDeflate) {
        server = SocketServer.start(echo, perMessageDeflate);
    }

    /**
     * Starts one at a port that the system picks.
     *
     * @param perMessageDeflate whether clients that offer permessage-deflate get it
     */
    public static EchoServer start(boolean perMessageDeflate) {
        return new EchoServer(perMessageDeflate);
    }

    public int port() {
        return server.port();
    }

    /** Sessions that have begun and weren't told of their end. */
    public int openSessions() {
        return echo.open();
    }

    @Override
    public void close() {
        server.close();
    }
}

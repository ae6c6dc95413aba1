package dev.rooms.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a Redis, on which what it brings to those who subscribe can get lost without a word. */
final class DeafeningRelay implements AutoCloseable {
    private final ServerSocket door;
    private final int redisPort;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    DeafeningRelay(RedisServer redis) {
        redisPort = redis.port();
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        run(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + door.getLocalPort();
    }

    /** Those who subscribe now hear nothing any more; whoever connects from now on does. */
    void deafen() {
        lines.stream().filter(line -> line.subscribes).forEach(line -> line.deaf = true);
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "deafening-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Line line = new Line(door.accept(), new Socket(InetAddress.getLoopbackAddress(), redisPort));
                lines.add(line);
                run(line::there);
                run(line::back);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static final class Line {
        private final Socket server;
        private final Socket redis;
        private volatile boolean subscribes;
        private volatile boolean deaf;

        Line(Socket server, Socket redis) {
            this.server = server;
            this.redis = redis;
        }

        void there() {
            pump(server, redis);
        }

        void back() {
            pump(redis, server);
        }

        private void pump(Socket from, Socket to) {
            byte[] some = new byte[8_192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(some); count >= 0; count = in.read(some)) {
                    if (from == server) {
                        subscribes |= new String(some, 0, count, StandardCharsets.ISO_8859_1).contains("SUBSCRIBE");
                    }
                    if (from == server || !deaf) {
                        out.write(some, 0, count);
                    }
                }
            } catch (IOException ended) {
                // Whichever side ended it, both are closed now.
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Line line : lines) {
                line.server.close();
                line.redis.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

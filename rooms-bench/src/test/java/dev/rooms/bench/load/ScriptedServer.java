package dev.rooms.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes one WebSocket client, acknowledges what it sends first, and then sends it what it was told to. */
final class ScriptedServer implements AutoCloseable {
    private static final String UPGRADED =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    private final ServerSocket listener;
    private volatile Socket client;

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    static ScriptedServer start(String... texts) throws IOException {
        ScriptedServer server = new ScriptedServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(() -> server.serve(texts), "scripted server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(String... texts) {
        try {
            client = listener.accept();
            readHead(client.getInputStream());
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            output.writeBytes(UPGRADED.getBytes(StandardCharsets.US_ASCII));
            frame(output, "{\"event\":\"ack\"}");
            for (String text : texts) {
                frame(output, text);
            }
            client.getOutputStream().write(output.toByteArray());
        } catch (IOException ended) {
            // The test closed one side; what it then sees is what it is about.
        }
    }

    private static void readHead(InputStream input) throws IOException {
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            head += (char) input.read();
        }
    }

    private static void frame(ByteArrayOutputStream output, String text) {
        output.write(0x81);
        output.write(text.length());
        output.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (client != null) {
            client.close();
        }
    }
}

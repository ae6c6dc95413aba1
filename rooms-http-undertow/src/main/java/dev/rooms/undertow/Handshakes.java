package dev.rooms.undertow;

import dev.rooms.transport.Handshake;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Undertow's requests in the core's words. */
final class Handshakes {
    private Handshakes() {}

    static Handshake of(HttpServerExchange exchange, Handshake.Kind kind) {
        Map<String, List<String>> query = new HashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
        Map<String, List<String>> headers = new HashMap<>();
        for (HeaderValues header : exchange.getRequestHeaders()) {
            headers.put(header.getHeaderName().toString(), new ArrayList<>(header));
        }
        return new Handshake(kind, exchange.getRelativePath(), query, headers, remoteAddress(exchange));
    }

    private static String remoteAddress(HttpServerExchange exchange) {
        InetSocketAddress source = exchange.getSourceAddress();
        return source.getAddress() == null
                ? source.getHostString()
                : source.getAddress().getHostAddress();
    }
}

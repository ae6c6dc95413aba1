package dev.rooms.kit;

import dev.rooms.Rooms;
import java.net.URI;

/**
 * A server that an adapter's author started for one case of {@link HttpContract} or {@link HttpBodiesContract}.
 *
 * @param base where it answers, without a slash at the end, such as {@code http://127.0.0.1:40123} or
 *     {@code http://127.0.0.1:40123/app}; WebSockets are at {@code /ws} below it
 * @param stop stops it; the rooms are closed before, by the kit
 */
public record HttpServerUnderTest(URI base, AutoCloseable stop) {

    /** Starts a server; what the adapter's author writes. */
    @FunctionalInterface
    public interface Starter {
        /** Starts a server for these rooms on a port of 127.0.0.1 that the system picks. */
        HttpServerUnderTest start(Rooms rooms) throws Exception;
    }
}

package dev.rooms.hub;

import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is.
 *
 * @param id its id
 * @param name its name
 * @param principal who the authenticator said it is, if it did
 * @param attributes what a middleware, or the client's earlier connection, left for it
 * @param recovered whether it was here before, and comes back with what it had
 */
public record Identity(
        String id,
        String name,
        @Nullable String principal,
        @Nullable ConcurrentMap<String, Object> attributes,
        boolean recovered) {}

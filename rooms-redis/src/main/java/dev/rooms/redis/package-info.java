/**
 * Joins servers into one set of rooms by the publish and subscribe of Redis 7 or later.
 *
 * <p>{@code Rooms.builder().backplane(RedisBackplane.of("redis://127.0.0.1:6379"))}.
 */
@NullMarked
package dev.rooms.redis;

import org.jspecify.annotations.NullMarked;

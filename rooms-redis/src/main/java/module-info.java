/** Joins servers by Redis; start at {@link dev.rooms.redis.RedisBackplane}. */
module dev.rooms.redis {
    requires transitive dev.rooms.core;
    requires io.netty.common;
    requires io.netty.handler;
    // Nothing here names it, but Lettuce, which has no descriptor to ask for it by.
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires lettuce.core;
    requires reactor.core;
    requires static transitive org.jspecify;

    exports dev.rooms.redis;
}

package dev.rooms.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that carry channels. */
enum Dialect {

    /** One Redis has all channels; as a node of a cluster it passes on to all nodes. */
    PLAIN {
        @Override
        CompletionStage<Long> publish(RedisAsyncCommands<String, byte[]> commands, String channel, byte[] message) {
            return commands.publish(channel, message);
        }

        @Override
        Collection<? extends Collection<String>> commandsFor(Set<String> channels) {
            return List.of(channels);
        }

        @Override
        CompletionStage<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> commands, String... channels) {
            return commands.subscribe(channels);
        }

        @Override
        CompletionStage<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> commands, String... channels) {
            return commands.unsubscribe(channels);
        }

        @Override
        boolean isAstray(Throwable failure) {
            return false;
        }
    },

    /** Each channel is with the node of a cluster that has its slot. */
    SHARDED {
        @Override
        CompletionStage<Long> publish(RedisAsyncCommands<String, byte[]> commands, String channel, byte[] message) {
            return commands.spublish(channel, message);
        }

        /** One for each slot, as Redis wants it. */
        @Override
        Collection<? extends Collection<String>> commandsFor(Set<String> channels) {
            return channels.stream()
                    .collect(Collectors.groupingBy(SlotHash::getSlot))
                    .values();
        }

        @Override
        CompletionStage<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> commands, String... channels) {
            return commands.ssubscribe(channels);
        }

        @Override
        CompletionStage<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> commands, String... channels) {
            return commands.sunsubscribe(channels);
        }

        @Override
        boolean isAstray(Throwable failure) {
            String why = Reasons.of(failure);
            return failure instanceof RedisCommandExecutionException
                    && Stream.of("MOVED ", "ASK ", "TRYAGAIN ").anyMatch(why::startsWith);
        }
    };

    /** The answer is how many connections the message was passed on to. */
    abstract CompletionStage<Long> publish(RedisAsyncCommands<String, byte[]> commands, String channel, byte[] message);

    /** The channels of each command that is needed for these. */
    abstract Collection<? extends Collection<String>> commandsFor(Set<String> channels);

    /** The answer comes with the first channel. */
    abstract CompletionStage<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> commands, String... channels);

    /** The same. */
    abstract CompletionStage<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> commands, String... channels);

    /** Whether a command failed because another node has its channel, or will have it soon. */
    abstract boolean isAstray(Throwable failure);
}

package dev.rooms.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections, with threads of its own: one for all that publish, another one for all that subscribe. So a channel is
 * read in one thread also when its node changes.
 *
 * <p>They are two as a receiver may publish in the thread that it is told in, and Netty lets what its own thread writes
 * overtake what others handed to it before.
 */
final class Connections {
    private static final Logger LOG = System.getLogger(RedisBackplane.class.getName());

    /** Beside the messages, commands about a connection itself wait for their answers. */
    private static final int COMMANDS = 1_000;

    private static final int FLUSHED_AT_ONCE = 256;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final ThreadGroup group = new ThreadGroup("rooms-redis");
    private final PrefixCodec codec;
    private final ClientResources publishingResources;
    private final ClientResources subscribingResources;
    private final RedisClient publishing;
    private final RedisClient subscribing;
    /** The one for all that publish; known with the first connection. */
    private volatile @Nullable Executor publishingThread;

    private final CountDownLatch ended = new CountDownLatch(1);

    Connections(RedisSettings settings) {
        codec = new PrefixCodec(settings.prefix());
        publishingResources = DefaultClientResources.builder()
                .threadFactoryProvider(this::threads)
                .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(1, this::threads))
                .computationThreadPoolSize(2)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        // Lettuce flushes each command by itself: a system call for each message.
                        channel.pipeline().addFirst(new FlushConsolidationHandler(FLUSHED_AT_ONCE, true));
                        publishingThread = channel.eventLoop();
                    }
                })
                .build();
        subscribingResources = publishingResources
                .mutate()
                .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(1, this::threads))
                .build();
        ClientOptions options = ClientOptions.builder()
                // Its own reconnecting resends what waited, and subscribes anew without saying when that fails.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(Math.addExact(settings.maxWaitingMessages(), COMMANDS))
                // The older protocol passes messages on with one copy less, and has all that is needed.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .keepAlive(true)
                        .build())
                .build();
        publishing = RedisClient.create(publishingResources);
        publishing.setOptions(options);
        subscribing = RedisClient.create(subscribingResources);
        subscribing.setOptions(options);
    }

    /** Makes threads that {@link #isOwnThread()} knows. */
    ThreadFactory threads(String name) {
        return new DefaultThreadFactory("rooms-redis-" + name, true, Thread.NORM_PRIORITY, group);
    }

    CompletionStage<StatefulRedisConnection<String, byte[]>> toPublish(RedisURI uri) {
        return publishing.connectAsync(codec, uri);
    }

    /** The thread of the connections that publish, once there was one. */
    Executor publishingThread() {
        return Objects.requireNonNull(publishingThread, "no connection was made yet");
    }

    CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> toSubscribe(RedisURI uri) {
        return subscribing.connectPubSubAsync(codec, uri);
    }

    boolean isOwnThread() {
        return Thread.currentThread().getThreadGroup() == group;
    }

    /** Begins to end all connections and threads. */
    void shutdown() {
        CompletableFuture<Void> clients = CompletableFuture.allOf(
                publishing.shutdownAsync(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS),
                subscribing.shutdownAsync(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS));
        CompletionStage<Void> all = clients.handle((done, failure) -> failure)
                .thenCompose(failure ->
                        CompletableFuture.allOf(shutdown(publishingResources), shutdown(subscribingResources)));
        all.whenComplete((done, failure) -> ended.countDown());
    }

    /** Waits a little until they have ended, unless one of those threads asks. */
    void awaitEnd() {
        if (isOwnThread()) {
            return;
        }
        try {
            if (!ended.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "Connections to Redis didn''t end within {0}", CLOSING);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Void> shutdown(ClientResources resources) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Future<?> unused = resources
                .shutdown(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(outcome -> done.complete(null));
        return done;
    }
}

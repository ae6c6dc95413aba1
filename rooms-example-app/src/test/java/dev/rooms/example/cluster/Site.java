package dev.rooms.example.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.example.ServerProcess;
import dev.rooms.example.clients.Scenarios;
import dev.rooms.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Three servers, each in a process of its own, joined by a Redis, and a balancer in front of them. */
final class Site implements Scenarios.Stagehand, AutoCloseable {
    private static final int SERVERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than it takes for a server to be taken for dead, were it not for Redis. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final String redisUri;
    private final List<RedisServer> redis;
    private final Map<String, String> more;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final RoundRobin balancer;

    /**
     * Started, and joined.
     *
     * @param redis what is at that URI: one, or all nodes of a cluster; not closed with the site
     * @param more settings of the servers in addition
     */
    Site(Path directory, String redisUri, List<RedisServer> redis, Map<String, String> more) {
        this.more = Map.copyOf(more);
        this.directory = directory;
        this.redisUri = redisUri;
        this.redis = List.copyOf(redis);
        for (int i = 0; i < SERVERS; i++) {
            servers.add(start(0));
        }
        try {
            servers.forEach(server -> ports.add(server.port()));
            balancer = new RoundRobin(ports);
            awaitJoined(SERVERS);
        } catch (RuntimeException | Error failed) {
            // Nobody else could end them then.
            servers.forEach(ServerProcess::close);
            throw failed;
        }
    }

    private ServerProcess start(int port) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("ROOMS_PORT", String.valueOf(port));
        settings.put("ROOMS_REDIS_URL", redisUri);
        settings.put("ROOMS_DRAIN_TIMEOUT", "1s");
        return ServerProcess.start(directory, settings);
    }

    /** Where clients find them all. */
    URI uri() {
        return URI.create("http://localhost:" + balancer.port());
    }

    private void awaitJoined(int alive) {
        String others = "\"otherServers\":" + (alive - 1);
        await().atMost(PATIENCE)
                .until(() -> ports.stream()
                                .map(Site::health)
                                .filter(health -> health.contains(others))
                                .count()
                        == alive);
    }

    private void awaitDegraded() {
        await().atMost(PATIENCE)
                .until(() -> ports.stream().map(Site::health).allMatch(health -> health.contains("\"degraded\"")));
    }

    private static String health(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException down) {
            return "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** The channels of that kind that anybody subscribes to, each once, however often a cluster has it. */
    private Set<String> channelsOf(String kind) {
        return redis.stream()
                .flatMap(node -> node.channels().stream())
                .map(channel -> channel.replaceFirst("rooms:(\\{\\d+}:)?", ""))
                .filter(channel -> channel.startsWith(kind))
                .collect(Collectors.toSet());
    }

    private void limitOutput(String limit) {
        redis.forEach(node -> node.command("CONFIG SET client-output-buffer-limit \"" + limit + "\""));
    }

    @Override
    public void act(String what) throws InterruptedException {
        String[] words = what.split(" ", -1);
        int server = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        switch (words[0]) {
            case "kill" -> {
                // SIGKILL: it says goodbye to nobody.
                servers.get(server).close();
                servers.get(server).exitCode();
            }
            case "terminate" -> {
                servers.get(server).terminate();
                servers.get(server).exitCode();
            }
            case "start" -> {
                servers.set(server, start(ports.get(server)));
                servers.get(server).port();
                awaitJoined(SERVERS);
            }
            case "look-for-traces" ->
                // Here the word after it is how many servers are left.
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(redis).allMatch(node -> node.command("DBSIZE").equals(":0"));
                    assertThat(channelsOf("n:")).hasSize(server);
                    assertThat(channelsOf("probe:")).hasSize(server * redis.size());
                });
            case "stall" -> {
                limitOutput("pubsub 1mb 1mb 1");
                servers.get(server).pause();
            }
            case "go-on" -> {
                await().atMost(PATIENCE)
                        .until(() -> redis.stream()
                                .anyMatch(node -> node.log().contains("overcoming of output buffer limits")));
                limitOutput("pubsub 32mb 8mb 60");
                servers.get(server).resume();
                awaitJoined(SERVERS);
            }
            case "restart-redis" -> {
                redis.forEach(RedisServer::stop);
                awaitDegraded();
                redis.forEach(RedisServer::start);
                awaitJoined(SERVERS);
            }
            case "pause-redis" -> {
                redis.forEach(RedisServer::pause);
                long paused = System.nanoTime();
                awaitDegraded();
                await().until(() -> System.nanoTime() - paused >= STANDSTILL.toNanos());
                redis.forEach(RedisServer::resume);
                awaitJoined(SERVERS);
            }
            case "cut-redis" -> {
                redis.forEach(node -> node.command("CLIENT KILL TYPE pubsub"));
                redis.forEach(node -> node.command("CLIENT KILL TYPE normal"));
                awaitJoined(SERVERS);
            }
            default -> throw new IllegalArgumentException("a scenario asks for '" + what + "', which nobody does here");
        }
    }

    @Override
    public void close() throws IOException {
        balancer.close();
        servers.forEach(ServerProcess::close);
    }
}

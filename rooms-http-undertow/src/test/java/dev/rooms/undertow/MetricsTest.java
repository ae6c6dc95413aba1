package dev.rooms.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.Announcements;
import dev.rooms.Rooms;
import dev.rooms.backplane.InMemoryBus;
import dev.rooms.metrics.Measurements.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CONTRACT §4: {@code GET /metrics} is Prometheus text. */
class MetricsTest {
    private static double value(String page, String name) {
        return Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(match -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " isn't in\n" + page));
    }

    @Test
    @DisplayName("connected clients, rooms, memberships, and all that is counted, each once and explained")
    void everyNumberIsThereOnceWithItsHelp() throws Exception {
        try (RunningServer running = RunningServer.start(rooms -> rooms.announcements(Announcements.OFF));
                RawClient client = RawClient.open(running.server()).join("r")) {
            client.receiveText("\"ack\"");
            running.rooms().to("r").emit("news", "hello");
            client.receiveText("hello");
            await().until(() -> running.rooms().measurements().get(Counter.BROADCASTS) == 1);

            var answer = running.get("/metrics");

            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            String page = answer.body();
            List<String> expected = Stream.concat(
                            Stream.of(
                                    "rooms_clients",
                                    "rooms_open",
                                    "rooms_memberships",
                                    "rooms_broadcast_seconds",
                                    "rooms_broadcast_slowest_seconds"),
                            Arrays.stream(Counter.values())
                                    .filter(counter -> counter != Counter.BROADCASTS)
                                    .map(counter -> "rooms_" + counter.name().toLowerCase(Locale.ROOT) + "_total"))
                    .toList();
            List<String> helped = Pattern.compile("^# HELP (rooms_\\S+) \\S.*$", Pattern.MULTILINE)
                    .matcher(page)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
            assertThat(helped).containsExactlyInAnyOrderElementsOf(expected);

            assertThat(value(page, "rooms_clients")).isEqualTo(1);
            assertThat(value(page, "rooms_open")).isEqualTo(1);
            assertThat(value(page, "rooms_memberships")).isEqualTo(1);
            assertThat(value(page, "rooms_connected_total")).isEqualTo(1);
            assertThat(value(page, "rooms_messages_in_total")).isEqualTo(1);
            assertThat(value(page, "rooms_messages_out_total")).isEqualTo(2);
            assertThat(value(page, "rooms_broadcast_seconds_count")).isEqualTo(1);
            assertThat(value(page, "rooms_broadcast_seconds_sum")).isPositive();
            assertThat(value(page, "rooms_broadcast_slowest_seconds")).isPositive();
            assertThat(value(running.get("/metrics").body(), "rooms_broadcast_slowest_seconds"))
                    .isZero();
        }
    }

    @Test
    void onAClusterTheOtherServersAreCounted() throws Exception {
        InMemoryBus bus = new InMemoryBus();
        try (RunningServer running = RunningServer.start(rooms -> rooms.backplane(bus.connect()));
                Rooms other = Rooms.builder().backplane(bus.connect()).build()) {
            await().until(() -> !other.cluster().orElseThrow().others().isEmpty());
            collectGarbage();
            await().until(() -> value(running.get("/metrics").body(), "rooms_other_servers") == 1);
            assertThat(value(running.get("/metrics").body(), "rooms_backplane_reached"))
                    .isEqualTo(1);
        }
    }

    /** Gauges hold what they read weakly; without anybody else who holds it they would read nothing soon. */
    private static void collectGarbage() {
        WeakReference<Object> forgotten = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return forgotten.refersTo(null);
        });
    }

    @Test
    void theJvmsNumbersAreThereToo() throws Exception {
        try (RunningServer running = RunningServer.start()) {
            String page = running.get("/metrics").body();
            assertThat(page).contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
        }
    }

    @Test
    void anEmbeddersRegistryIsServedWithTheRoomsNumbers() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.counter("embedder.things").increment();
        try (RunningServer running = RunningServer.start(rooms -> rooms, server -> server.metrics(registry))) {
            String page = running.get("/metrics").body();
            assertThat(page)
                    .contains("embedder_things_total 1.0", "rooms_clients 0.0")
                    .doesNotContain("jvm_");
        }
        assertThat(registry.isClosed()).isFalse();
    }
}

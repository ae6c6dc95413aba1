package dev.rooms.http;

import dev.rooms.Cluster;
import dev.rooms.Rooms;
import dev.rooms.metrics.Measurements.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Tells orchestrators how the server is doing, in the shape of @nestjs/terminus (CONTRACT §4). */
final class HealthRoutes {
    private final Rooms rooms;
    private final Answers answers;
    private final Map<String, WatchedCheck> checks = new LinkedHashMap<>();

    HealthRoutes(Rooms rooms, Answers answers, Map<String, HealthCheck> checks) {
        this.rooms = rooms;
        this.answers = answers;
        checks.forEach((name, check) -> this.checks.put(name, new WatchedCheck(check, rooms.executor())));
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", Route.Access.PROBE, call -> ready()),
                Route.get("/health/live", Route.Access.PROBE, call -> live()),
                Route.get("/health/ready", Route.Access.PROBE, call -> ready()));
    }

    /**
     * How the server is doing.
     *
     * @param status "ok", "error" or "shutting_down"
     * @param info what is up
     * @param error what is down
     * @param details both
     */
    record HealthAnswer(
            String status, Map<String, Object> info, Map<String, Object> error, Map<String, Object> details) {}

    /** That the process answers is all that this has to tell: a restart mends nothing else. */
    private CompletionStage<HttpResponse> live() {
        return CompletableFuture.completedStage(
                answers.json(200, new HealthAnswer("ok", Map.of(), Map.of(), Map.of())));
    }

    private CompletionStage<HttpResponse> ready() {
        Map<String, CompletableFuture<Health>> asked = new LinkedHashMap<>();
        checks.forEach((name, check) -> asked.put(name, check.ask()));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<String, Health> results = new LinkedHashMap<>();
                    results.put("rooms", roomsHealth());
                    rooms.cluster().ifPresent(cluster -> results.put("cluster", health(cluster)));
                    asked.forEach((name, health) -> results.put(name, health.join()));
                    return answer(results);
                });
    }

    private Health roomsHealth() {
        return rooms.isReady()
                ? Health.up(Map.of("clients", rooms.clientCount()))
                : Health.down("the server is shutting down");
    }

    /** Without the others a server is of less use, but not of none, unless it is told otherwise. */
    private Health health(Cluster cluster) {
        Optional<String> fault = cluster.fault();
        if (!cluster.isReady()) {
            return Health.down(fault.orElse("this server doesn't know the others yet; ask again in a moment"));
        }
        return Health.up(fault.map(why -> details("degraded", why))
                .orElseGet(() -> details("otherServers", cluster.others().size())));
    }

    /** A backplane may be reached and not keep up. */
    private Map<String, Object> details(String name, Object value) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(name, value);
        putUnlessZero(details, "unsent", rooms.measurements().get(Counter.BACKPLANE_UNSENT));
        putUnlessZero(details, "lost", rooms.measurements().get(Counter.BACKPLANE_LOST));
        return details;
    }

    private static void putUnlessZero(Map<String, Object> details, String name, long value) {
        if (value > 0) {
            details.put(name, value);
        }
    }

    private HttpResponse answer(Map<String, Health> results) {
        boolean allUp = results.values().stream().allMatch(Health::isUp);
        String status = !rooms.isReady() ? "shutting_down" : allUp ? "ok" : "error";
        return answers.json(
                status.equals("ok") ? 200 : 503,
                new HealthAnswer(
                        status,
                        json(results.entrySet().stream()
                                .filter(entry -> entry.getValue().isUp())),
                        json(results.entrySet().stream()
                                .filter(entry -> !entry.getValue().isUp())),
                        json(results.entrySet().stream())));
    }

    private static Map<String, Object> json(Stream<Map.Entry<String, Health>> results) {
        Map<String, Object> json = new LinkedHashMap<>();
        results.forEach(entry -> json.put(entry.getKey(), entry.getValue().json()));
        return json;
    }
}

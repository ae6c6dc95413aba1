package dev.rooms.http;

import dev.rooms.Rooms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What an {@link HttpApi} has beyond the contract. Not thread-safe. */
public final class HttpApiBuilder {
    private final Rooms rooms;
    private final Map<String, HealthCheck> checks = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();

    HttpApiBuilder(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * Has {@code /health} and {@code /health/ready} tell of this too, and answer with 503 while it is down.
     *
     * @param name what is checked, such as "redis"
     * @throws IllegalArgumentException when the name is taken; "rooms" is
     */
    public HttpApiBuilder healthCheck(String name, HealthCheck check) {
        if (name.equals("rooms") || checks.putIfAbsent(name, check) != null) {
            throw new IllegalArgumentException("there is a health check '" + name + "' already; choose another name");
        }
        return this;
    }

    /**
     * Answers one more path. Rate limit, authentication, CORS, {@code HEAD} and {@code OPTIONS} are those of the
     * contract's own paths; the body may be of any type.
     *
     * @param method GET, POST, PUT, PATCH or DELETE
     * @param path the path, without parameters, such as {@code /metrics}
     */
    public HttpApiBuilder route(String method, String path, HttpHandler handler) {
        routes.add(new Route(
                method,
                Paths.segments(path),
                Route.Access.GUARDED,
                method.equals("GET") ? Route.Body.NONE : Route.Body.ANY,
                call -> CompletableFuture.supplyAsync(() -> handler.handle(call.request()), rooms.executor())));
        return this;
    }

    /**
     * Makes the API.
     *
     * @throws IllegalArgumentException when a route is there twice
     */
    public HttpApi build() {
        Answers answers = new Answers(rooms);
        List<Route> all = new ArrayList<>(routes);
        all.addAll(new MessageRoutes(rooms, answers).routes());
        all.addAll(new RoomRoutes(rooms, answers).routes());
        all.addAll(new HealthRoutes(rooms, answers, checks).routes());
        all.addAll(DocumentRoutes.routes());
        return new HttpApi(rooms, answers, new Routes(all));
    }
}

package dev.rooms.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All routes; of those that fit a path, the first wins. Immutable. */
final class Routes {
    private final List<Route> routes;

    /**
     * These routes.
     *
     * @throws IllegalArgumentException when two have the same method and path
     */
    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Set<String> known = new LinkedHashSet<>();
        for (Route route : routes) {
            String name = route.method() + " /" + String.join("/", route.template());
            if (!known.add(name)) {
                throw new IllegalArgumentException("there is a route " + name + " already");
            }
        }
    }

    /**
     * What the routes make of a request.
     *
     * @param route the route, if there is one
     * @param arguments its arguments
     * @param allowed the methods that the path has; none when it is unknown
     */
    record Match(Optional<Route> route, List<String> arguments, Set<String> allowed) {
        boolean isProbe() {
            return route.filter(found -> found.access() == Route.Access.PROBE).isPresent();
        }

        String allow() {
            return String.join(", ", allowed);
        }
    }

    List<Route> all() {
        return routes;
    }

    Match match(String method, List<String> segments) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        Set<String> allowed = new LinkedHashSet<>();
        Optional<Route> found = Optional.empty();
        List<String> arguments = new ArrayList<>();
        for (Route route : routes) {
            Optional<List<String>> match = route.match(segments);
            if (match.isPresent()) {
                allowed.add(route.method());
                if (route.method().equals("GET")) {
                    allowed.add("HEAD");
                }
                if (found.isEmpty() && route.method().equals(wanted)) {
                    found = Optional.of(route);
                    arguments.addAll(match.get());
                }
            }
        }
        if (!allowed.isEmpty()) {
            allowed.add("OPTIONS");
        }
        return new Match(found, arguments, allowed);
    }
}

package dev.rooms.jakarta;

import dev.rooms.engineio.EngineServer;
import dev.rooms.http.HttpEndpoint;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries the requests of a servlet container (Servlet 6.0 §2.3.3.3) to an {@link HttpEndpoint}: the HTTP API, or the
 * polling of an Engine.IO server, which {@link EngineEndpoint} mounts.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic api =
 *         context.addServlet("rooms-api", new HttpEndpointServlet(HttpApi.of(rooms).build()));
 * api.setAsyncSupported(true);
 * api.addMapping("/messages/*", "/rooms/*", "/health/*", "/api-json");
 * }</pre>
 *
 * <p>The endpoint sees paths below the application's context path, whatever the servlet is mapped to. No thread waits:
 * neither for the body, nor for the answer, nor until the client has read it. The servlet, and all filters before it,
 * must support asynchronous requests. Thread-safe.
 */
public final class HttpEndpointServlet implements Servlet {
    /** Longer than a poll waits with the default heartbeat, and than the JDK's and the browsers' patience. */
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

    private final HttpEndpoint endpoint;
    private final long patienceMillis;
    private volatile @Nullable ServletConfig config;

    /** Carries requests that take two minutes at most. */
    public HttpEndpointServlet(HttpEndpoint endpoint) {
        this(endpoint, DEFAULT_PATIENCE);
    }

    /**
     * Carries requests to that endpoint.
     *
     * @param patience time that a request may take, from its headers to the end of its answer; a client that dawdles is
     *     dropped then. At least a millisecond, and longer than {@link EngineServer#longestPoll()}
     * @throws IllegalArgumentException when the patience is shorter than a millisecond
     */
    public HttpEndpointServlet(HttpEndpoint endpoint, Duration patience) {
        if (patience.toMillis() < 1) {
            throw new IllegalArgumentException("patience is " + patience + "; give a millisecond or more");
        }
        this.endpoint = endpoint;
        this.patienceMillis = patience.toMillis();
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("this servlet answers HTTP alone");
        }
        if (!request.isAsyncSupported()) {
            throw new ServletException(
                    "this servlet answers asynchronously; set async-supported on its registration, and"
                            + " on the filters before it");
        }
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(patienceMillis);
        ServletExchange exchange = new ServletExchange(endpoint, Requests.head(http), context, http, answer);
        context.addListener(exchange);
        exchange.begin();
    }

    @Override
    public void init(ServletConfig given) {
        this.config = given;
    }

    @Override
    public @Nullable ServletConfig getServletConfig() {
        return config;
    }

    @Override
    public String getServletInfo() {
        return "Rooms";
    }

    @Override
    public void destroy() {}
}

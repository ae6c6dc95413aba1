/**
 * Rooms in a container of Jakarta WebSocket 2.1 or later: Tomcat 10.1, Jetty 12 (EE 10), WildFly, Open Liberty, Payara,
 * Tyrus, Undertow.
 *
 * <p>An application registers the endpoint once, when it starts, and closes the rooms when it stops:
 *
 * <pre>{@code
 * @WebListener
 * public class Chat implements ServletContextListener {
 *     private final Rooms rooms = Rooms.create();
 *
 *     public void contextInitialized(ServletContextEvent started) {
 *         ServletContext context = started.getServletContext();
 *         try {
 *             RoomsEndpoint.register((ServerContainer) context.getAttribute(ServerContainer.class.getName()), rooms);
 *         } catch (DeploymentException failed) {
 *             throw new IllegalStateException(failed);
 *         }
 *     }
 *
 *     public void contextDestroyed(ServletContextEvent stopped) {
 *         rooms.close();
 *     }
 * }
 * }</pre>
 *
 * <p>Clients then connect to {@code ws://host:port/context/ws}. A {@code ServletContainerInitializer} is too early for
 * this on some servers: their {@code ServerContainer} is still missing there.
 *
 * <p>In a container of Servlet 6.0 {@link HttpEndpointServlet} offers the HTTP API beside it, and {@link EngineEndpoint}
 * takes in clients of Socket.IO, over long-polling and WebSocket.
 *
 * <p>Two things differ from a server of one's own, because the standard has no word for them: a handshake that is refused
 * is completed and then closed at once with 1008, 1013 or 1001, and the peer's address is known only where the container
 * tells it.
 */
@NullMarked
package dev.rooms.jakarta;

import org.jspecify.annotations.NullMarked;

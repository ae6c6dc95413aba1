package dev.rooms.spring;

import dev.rooms.Rooms;
import dev.rooms.http.HttpApi;
import dev.rooms.jakarta.EngineEndpoint;
import dev.rooms.jakarta.HttpEndpointServlet;
import jakarta.servlet.Servlet;
import jakarta.websocket.server.ServerContainer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Opens the application's {@link Rooms} to the clients of its servlet container: at the settings' paths, at
 * {@code /socket.io/}, and by HTTP where that is asked for.
 *
 * <p>Servlets are registered before the container starts, as Tomcat takes none later from such a listener; endpoints by
 * a listener, as the container's own has then made its {@link ServerContainer}.
 */
@AutoConfiguration(after = RoomsAutoConfiguration.class)
@ConditionalOnClass({Servlet.class, ServerContainer.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class RoomsServletAutoConfiguration {

    @Bean
    ServletListenerRegistrationBean<EndpointListener> roomsEndpoints(Rooms rooms, RoomsProperties properties) {
        return new ServletListenerRegistrationBean<>(new EndpointListener(rooms, properties));
    }

    @Bean
    @ConditionalOnProperty(name = "rooms.socket-io.enabled", matchIfMissing = true)
    ServletRegistrationBean<HttpEndpointServlet> roomsPolling(Rooms rooms) {
        return named(
                "rooms-polling",
                new ServletRegistrationBean<>(
                        EngineEndpoint.polling(rooms.socketIo()), EngineEndpoint.SOCKET_IO_PATH + "*"));
    }

    @Bean
    @ConditionalOnProperty(name = "rooms.http.enabled")
    ServletRegistrationBean<HttpEndpointServlet> roomsHttp(Rooms rooms, RoomsProperties properties) {
        return named(
                "rooms-http",
                new ServletRegistrationBean<>(
                        new HttpEndpointServlet(HttpApi.of(rooms).build()),
                        properties.http().paths().toArray(String[]::new)));
    }

    private static <T extends Servlet> ServletRegistrationBean<T> named(
            String name, ServletRegistrationBean<T> registration) {
        registration.setName(name);
        registration.setAsyncSupported(true);
        return registration;
    }
}

package dev.rooms.bench.peer;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Undertow with its Jakarta WebSocket. */
final class JakartaContainer {
    private JakartaContainer() {}

    /** Registers endpoints. */
    @FunctionalInterface
    interface Application {
        void deploy(ServerContainer container) throws DeploymentException;
    }

    /** Serves the application until standard input ends. */
    static void serve(Application application) throws IOException {
        WebSocketDeploymentInfo webSockets = new WebSocketDeploymentInfo()
                .setBuffers(new DefaultByteBufferPool(true, 16 * 1024))
                .addListener(container -> {
                    try {
                        application.deploy(container);
                    } catch (DeploymentException broken) {
                        throw new IllegalStateException("the endpoint can't be deployed", broken);
                    }
                });
        DeploymentManager deployment = Servlets.defaultContainer()
                .addDeployment(new DeploymentInfo()
                        .setClassLoader(JakartaContainer.class.getClassLoader())
                        .setContextPath("/")
                        .setDeploymentName("bench")
                        .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets));
        deployment.deploy();
        try {
            Undertow server = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setHandler(deployment.start())
                    .build();
            server.start();
            Serving.untilInputEnds(
                    ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
        } catch (ServletException broken) {
            throw new IllegalStateException("the deployment can't be started", broken);
        }
    }
}

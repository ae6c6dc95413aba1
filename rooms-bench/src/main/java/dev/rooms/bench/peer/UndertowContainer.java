package dev.rooms.bench.peer;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;

/** Undertow with its Jakarta WebSocket. */
final class UndertowContainer {
    private UndertowContainer() {}

    static int start(Application application) throws ServletException {
        WebSocketDeploymentInfo webSockets = new WebSocketDeploymentInfo()
                .setBuffers(new DefaultByteBufferPool(true, 16 * 1024))
                .addListener(application::deployNow);
        DeploymentManager deployment = Servlets.defaultContainer()
                .addDeployment(new DeploymentInfo()
                        .setClassLoader(UndertowContainer.class.getClassLoader())
                        .setContextPath("/")
                        .setDeploymentName("bench")
                        .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets));
        deployment.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(deployment.start())
                .build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }
}

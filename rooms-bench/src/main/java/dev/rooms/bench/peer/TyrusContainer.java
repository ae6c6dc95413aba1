package dev.rooms.bench.peer;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.server.TyrusServerContainer;

/** Tyrus on Grizzly. It listens on all addresses, and can't be told otherwise. */
final class TyrusContainer {
    private TyrusContainer() {}

    static int start(Application application) throws DeploymentException, IOException {
        TyrusServerContainer container = (TyrusServerContainer) new GrizzlyServerContainer().createContainer(Map.of());
        application.deployNow(container);
        container.start("/", 0);
        return container.getPort();
    }
}

package dev.rooms.bench.peer;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;

/** What a Jakarta container serves: it registers its endpoints at {@code /ws}. */
@FunctionalInterface
interface Application {
    void deploy(ServerContainer container) throws DeploymentException;

    /** Deploys where no checked exception may be thrown. */
    default void deployNow(ServerContainer container) {
        // Jetty would end a session that is idle for half a minute, as those of whoever isn't measured are.
        container.setDefaultMaxSessionIdleTimeout(0);
        try {
            deploy(container);
        } catch (DeploymentException broken) {
            throw new IllegalStateException("the endpoint can't be deployed", broken);
        }
    }
}

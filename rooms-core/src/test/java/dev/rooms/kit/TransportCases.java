package dev.rooms.kit;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What every group of the kit's cases needs: the transport, and a stage that is cleared after each case. */
@Timeout(60)
abstract class TransportCases {
    private final TransportContract transport;
    private @Nullable Stage stage;

    TransportCases(TransportContract transport) {
        this.transport = transport;
    }

    TransportContract transport() {
        return transport;
    }

    /** Starts the transport with rooms of the default settings. */
    Stage serve() throws Exception {
        return serve(rooms -> rooms);
    }

    /** Starts the transport with these limits. */
    Stage serve(Limits limits) throws Exception {
        return serve(rooms -> rooms.limits(limits));
    }

    /** Starts the transport with rooms of other settings. */
    Stage serve(UnaryOperator<RoomsBuilder> settings) throws Exception {
        Stage started = new Stage(transport, settings.apply(Rooms.builder()).build());
        stage = started;
        return started;
    }

    @AfterEach
    void nothingStaysBehind() throws Exception {
        Stage over = stage;
        stage = null;
        if (over != null) {
            over.end();
        }
    }
}

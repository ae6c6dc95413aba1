package dev.rooms.backplane;

import dev.rooms.ClusterSettings;
import dev.rooms.kit.BackplaneContract;
import dev.rooms.kit.ClusterContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The in-memory bus keeps the kit of the backplanes")
class InMemoryBusTest {

    @Nested
    class AsABackplane extends BackplaneContract {
        private final InMemoryBus bus = new InMemoryBus();

        @Override
        protected Backplane connect() {
            return bus.connect();
        }
    }

    @Nested
    class AsACluster extends ClusterContract {
        private final InMemoryBus bus = new InMemoryBus();

        @Override
        protected Backplane connect() {
            return bus.connect();
        }
    }

    @Nested
    class AsAClusterOfServersThatHearTheirOwnRoomsAlone extends ClusterContract {
        private final InMemoryBus bus = new InMemoryBus();

        @Override
        protected Backplane connect() {
            return bus.connect();
        }

        @Override
        protected ClusterSettings settings() {
            return ClusterSettings.DEFAULTS
                    .withReach(ClusterSettings.Reach.OWN_ROOMS)
                    .withSecret("what only the servers know");
        }
    }
}

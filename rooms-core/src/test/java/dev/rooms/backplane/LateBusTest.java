package dev.rooms.backplane;

import dev.rooms.kit.BackplaneContract;
import dev.rooms.kit.ClusterContract;
import dev.rooms.kit.ClusterModelContract;
import dev.rooms.kit.FaultyBus;
import dev.rooms.kit.FaultyBus.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("A bus that takes its time keeps the kit of the backplanes")
class LateBusTest {
    private final FaultyBus bus = new FaultyBus(7);

    @BeforeEach
    void beLate() {
        bus.setFaults(Faults.delays(3));
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Nested
    class AsABackplane extends BackplaneContract {
        @Override
        protected Backplane connect() {
            return bus.connect();
        }
    }

    @Nested
    class AsACluster extends ClusterContract {
        @Override
        protected Backplane connect() {
            return bus.connect();
        }
    }

    @Nested
    class AsTheModelSays extends ClusterModelContract {
        @Override
        protected Backplane connect() {
            return bus.connect();
        }
    }
}

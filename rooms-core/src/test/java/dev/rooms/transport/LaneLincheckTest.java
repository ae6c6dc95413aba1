package dev.rooms.transport;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** However the threads that hand tasks over and the thread that runs them interleave, no task is forgotten. */
class LaneLincheckTest {

    @Test
    void noTaskIsForgottenWhenARunEndsJustAsItIsHandedOver() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(3)
                .invocationsPerIteration(1_000)
                .sequentialSpecification(Model.class)
                .check(Handing.class);
    }

    /** A lane whose I/O thread is whichever thread finds it idle, so that a run always has another at its heels. */
    public static class Handing {
        private final Lane lane = Lane.ofThread(Runnable::run);
        private final AtomicInteger handedOver = new AtomicInteger();
        private final AtomicInteger ran = new AtomicInteger();

        @Operation
        public void handOver() {
            handedOver.incrementAndGet();
            lane.execute(ran::incrementAndGet);
        }

        @Validate
        public void allRan() {
            if (ran.get() != handedOver.get()) {
                throw new IllegalStateException(ran + " of " + handedOver + " tasks ran");
            }
        }
    }

    /** Handing over has no outcome. */
    public static class Model {
        public void handOver() {}
    }
}

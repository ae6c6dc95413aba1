package dev.rooms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.kit.TransportContract.Server;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Clients that mean harm to a Socket.IO server: whatever they send, another client that was there before hears nothing of
 * it and is served afterwards, and so is a newcomer.
 */
abstract class HostileSocketIoContract extends SocketIoCases {
    private static final String FENCE = "42[\"message\",\"fence\"]";
    private static final String BACK = "42[\"message-back\",\"fence\"]";

    private @Nullable EngineWire bystander;
    private @Nullable EngineWire offender;

    HostileSocketIoContract(Callable<Server> starter, String path) {
        super(starter, path);
    }

    @BeforeEach
    void anOffenderAndAnotherClientAreThere() throws Exception {
        bystander = connect();
        offender = connect();
    }

    @AfterEach
    void theOtherClientIsServed() throws Exception {
        EngineWire other = Objects.requireNonNull(bystander);
        assertServed(other);
        other.close();
        EngineWire newcomer = connect();
        assertServed(newcomer);
        newcomer.close();
        offender().close();
    }

    EngineWire offender() {
        return Objects.requireNonNull(offender);
    }

    /** That what was sent closes the offender's connection. */
    void assertCloses(String... frames) {
        offender().send(frames);
        offender().awaitClosed();
    }

    /** That what was sent has no effect, but that the offender may be told what was wrong with it. */
    void assertIgnored(String... frames) throws Exception {
        offender().send(frames).send(FENCE);
        assertThat(offender().hearUntil(BACK))
                .filteredOn(frame -> !frame.startsWith("42[\"error\","))
                .containsExactly(BACK);
    }

    /** That the offender is either closed for what was sent or served on, and both within the time that a case has. */
    void assertSurvived(String... frames) throws Exception {
        offender().send(frames);
        awaitFence();
    }

    /** Waits until the offender is either closed or served. */
    void awaitFence() throws Exception {
        offender().send(FENCE).hearUntil(BACK);
    }
}

package dev.rooms.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rooms.transport.Lane;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineServerBuilderTest {
    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("pingInterval is PT0S", builder -> builder.pingInterval(Duration.ZERO)),
                wrong("pingTimeout is PT-1S", builder -> builder.pingTimeout(Duration.ofSeconds(-1))),
                wrong("upgradeTimeout is PT0.0000001S", builder -> builder.upgradeTimeout(Duration.ofNanos(100))),
                wrong("sendTimeout is PT48H", builder -> builder.sendTimeout(Duration.ofDays(2))),
                wrong("closeTimeout is PT0S", builder -> builder.closeTimeout(Duration.ZERO)),
                wrong("maxPayload is 127", builder -> builder.maxPayload(127)),
                wrong("maxWaitingBytes is 0", builder -> builder.maxWaitingBytes(0)),
                wrong("transports are none", builder -> builder.transports(Set.of())),
                wrong("'a b' is no name", builder -> builder.cookie("a b")),
                wrong("'' is no name", builder -> builder.cookie("")),
                wrong("perSecond is -1", builder -> builder.controlRate(-1, 1)),
                wrong("burst is 0", builder -> builder.controlRate(0, 0)));
    }

    private static Arguments wrong(String message, Consumer<EngineServerBuilder> setting) {
        return Arguments.of(message, setting);
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String message, Object setting) {
        @SuppressWarnings("unchecked") // see above
        Consumer<EngineServerBuilder> wrong = (Consumer<EngineServerBuilder>) setting;
        assertThatThrownBy(() -> wrong.accept(EngineServer.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aServerNeedsAnAcceptor() {
        assertThatThrownBy(() -> EngineServer.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give one with acceptor");
    }

    @Test
    void theLimitsAreToldToTransports() {
        try (EngineStage stage =
                new EngineStage(builder -> builder.maxPayload(1_000).maxWaitingBytes(2_000))) {
            assertThat(stage.server().reception().maxMessageBytes()).isEqualTo(1_000);
            assertThat(stage.server().reception().maxWaitingBytes()).isEqualTo(2_000);
            assertThat(stage.server().polling(Lane.inPlace()).maxBodyBytes()).isEqualTo(1_000);
        }
    }

    @Test
    void timersOfTheEmbeddersOutliveTheServer() {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        try {
            EngineStage stage = new EngineStage(builder -> builder.timers(timers));
            stage.open();
            stage.close();
            stage.server().close();
            assertThat(stage.server().socketCount()).isZero();
            assertThat(timers.isShutdown()).isFalse();
        } finally {
            timers.shutdownNow();
        }
    }

    @Test
    void aServerWhoseTimersHaveStoppedStillEndsItsSessions() {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        EngineStage stage = new EngineStage(builder -> builder.timers(timers));
        EngineStage.Wire wire = stage.connect();
        String sid = stage.open();
        EngineStage.Wire probe = stage.probe(sid);
        probe.session().text("2probe");
        timers.shutdownNow();
        assertThat(stage.get(sid).result()).as("nothing could let it go later").isEqualTo("200 6");
        stage.server().close();
        assertThat(wire.channel().isCut()).isTrue();
        assertThat(probe.channel().isCut()).isTrue();
        assertThat(stage.server().socketCount()).isZero();
        assertThat(stage.ears()).allSatisfy(ear -> assertThat(ear.ends()).hasSize(1));
    }
}

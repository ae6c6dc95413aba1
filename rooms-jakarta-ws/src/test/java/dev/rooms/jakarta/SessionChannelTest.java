package dev.rooms.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.jakarta.container.Containers;
import dev.rooms.transport.CloseReason;
import dev.rooms.transport.Frame;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What the containers differ in, and so can't be shown on one of them. */
class SessionChannelTest {
    private final FakeSession container = new FakeSession();
    private final Queue<Runnable> blocking = new ArrayDeque<>();
    private final SessionChannel channel = channel(blocking::add);

    private SessionChannel channel(Executor mayBlock) {
        return new SessionChannel(container.session(), Containers.find().outlet(container.session()), 100, mayBlock);
    }

    private void opened() {
        channel.opened();
        runAll(blocking);
    }

    private static void runAll(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void nothingIsWrittenUntilTheContainerIsThroughWithOpening() {
        channel.send(Frame.text("a"));
        channel.send(Frame.text("b"));
        channel.opened();
        assertThat(container.calls).as("on the thread that opens it").isEmpty();

        runAll(blocking);
        container.complete(new SendResult());

        assertThat(container.calls).containsExactly("text a", "text b");
    }

    @Test
    void aCloseFrameWaitsForTheOpeningToo() {
        channel.close(CloseReason.FULL);
        assertThat(blocking).isEmpty();

        channel.opened();
        runAll(blocking);

        assertThat(container.calls).containsExactly("close 1013");
    }

    @Test
    void nothingIsWrittenToAConnectionThatHasEndedMeanwhile() {
        channel.send(Frame.text("a"));
        channel.over(CloseReason.LOST);

        channel.opened();
        runAll(blocking);

        assertThat(container.calls).isEmpty();
    }

    @Test
    void oneSendIsUnderWayAtATimePingsAndTheCloseFrameIncluded() {
        opened();
        channel.send(Frame.text("a"));
        channel.send(Frame.ping());
        channel.send(Frame.text("b"));
        channel.close(CloseReason.GOING_AWAY);
        runAll(blocking);
        assertThat(container.calls).containsExactly("text a");

        container.complete(new SendResult());
        assertThat(container.calls).as("a ping may block").containsExactly("text a");
        runAll(blocking);
        assertThat(container.calls).containsExactly("text a", "sendPing", "text b");

        container.complete(new SendResult());
        runAll(blocking);
        assertThat(container.calls).containsExactly("text a", "sendPing", "text b", "close 1001");
    }

    @Test
    void whatDoesNotFitIsNotAccepted() {
        assertThat(channel.send(Frame.text("x".repeat(500)))).as("alone").isTrue();
        assertThat(channel.send(Frame.text("y"))).isFalse();
        assertThat(channel.backlog().bytes()).isEqualTo(500);
    }

    @Test
    void aSendThatFailsEndsTheClientAndTheSession() {
        CoreSession core = new CoreSession();
        opened();
        channel.attach(core);
        channel.send(Frame.text("a"));
        channel.send(Frame.text("b"));

        container.complete(new SendResult(new IOException("broken pipe")));
        runAll(blocking);

        assertThat(core.ends).containsExactly(CloseReason.LOST);
        assertThat(container.calls).containsExactly("text a", "close 1011");
        assertThat(channel.send(Frame.text("c")))
                .as("dropped, as the connection is over")
                .isTrue();
    }

    @Test
    void aSendThatFailsWhileTheConnectionOpensIsToldOnceTheCoreListens() {
        CoreSession core = new CoreSession();
        opened();
        channel.send(Frame.text("a"));
        container.complete(new SendResult(new IOException("broken pipe")));

        channel.attach(core);

        assertThat(core.ends).containsExactly(CloseReason.LOST);
    }

    @Test
    void aCutChannelIsForgottenBeforeTheContainerHasDoneAnything() {
        CoreSession core = new CoreSession();
        opened();
        channel.attach(core);
        channel.send(Frame.text("a"));

        channel.cut();

        assertThat(core.ends).containsExactly(CloseReason.LOST);
        assertThat(container.calls).containsExactly("text a");
    }

    @Test
    void roomsThatAreClosedAlreadyLeaveTheConnectionToTheContainer() {
        CoreSession core = new CoreSession();
        SessionChannel late = channel(task -> {
            throw new RejectedExecutionException("closed");
        });
        late.attach(core);
        late.opened();

        late.close(CloseReason.GOING_AWAY);

        assertThat(core.ends).containsExactly(CloseReason.LOST);
    }
}

package dev.rooms.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.bench.compare.TimeSpent.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSpentTest {

    @ParameterizedTest
    @CsvSource({
        "sun/nio/ch/SocketDispatcher.write;writev;tcp_sendmsg_[k], KERNEL_SENDS",
        "sun/nio/ch/FileDispatcherImpl.writev0;writev;do_syscall_64_[k], KERNEL_SENDS",
        "sun/nio/ch/EPoll.wait;epoll_wait;do_epoll_wait_[k], KERNEL_ELSE",
        "java/lang/Thread.run;sun/nio/ch/SocketDispatcher.write;writev, JVM",
        "CompileBroker::compiler_thread_loop;PhaseChaitin::Split, JVM",
        "java/lang/Thread.run;java/util/ArrayDeque.add, JDK",
        "java/lang/Thread.run;org/eclipse/jetty/io/WriteFlusher.write, CONTAINER",
        "org/eclipse/jetty/io/WriteFlusher.write;dev/rooms/hub/Broadcast.send, APPLICATION"
    })
    void theInnermostFrameTellsWhoseTimeItWas(String frames, Owner owner) {
        assertThat(TimeSpent.of(List.of(frames + " 7")).samples())
                .containsOnlyKeys(owner)
                .containsValue(7L);
    }

    @Test
    void sharesAreOfAllSamples() {
        TimeSpent spent = TimeSpent.of(List.of("java/lang/Thread.run 1", "a/B.c;java/lang/String.length 2", "a/B.c 1"));

        assertThat(spent.share(Owner.JDK)).isEqualTo(0.75);
        assertThat(spent.share(Owner.CONTAINER)).isEqualTo(0.25);
        assertThat(spent.share(Owner.APPLICATION)).isZero();
    }

    @Test
    void anEmptyProfileHasNoShares() {
        assertThat(TimeSpent.of(List.of()).share(Owner.JDK)).isZero();
    }
}

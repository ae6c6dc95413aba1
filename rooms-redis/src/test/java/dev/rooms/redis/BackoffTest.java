package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MIN = Duration.ofMillis(50);
    private static final Duration MAX = Duration.ofSeconds(5);

    @Test
    void pausesDoubleUpToTheLongestAndAreShortenedByHalfAtMost() {
        Backoff backoff = new Backoff(MIN, MAX);
        Duration longest = MIN;
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.next()).isBetween(longest.dividedBy(2), longest);
            longest = longest.multipliedBy(2).compareTo(MAX) < 0 ? longest.multipliedBy(2) : MAX;
        }

        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(MIN);
    }

    @Test
    void serversThatLoseTheSameRedisDontAllComeBackAtOnce() {
        Set<Duration> firsts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            firsts.add(new Backoff(MIN, MAX).next());
        }
        assertThat(firsts).hasSizeGreaterThan(50);
    }
}

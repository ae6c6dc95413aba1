package dev.rooms.cluster;

import static dev.rooms.cluster.Letters.ONE;
import static dev.rooms.cluster.Letters.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final int INTERVAL = 1_000;

    private final Peers peers = new Peers(3, INTERVAL / 2);

    @Test
    void aServerIsThereFromItsFirstHeartbeatOn() {
        peers.heard(ONE);
        assertThat(peers.all()).as("an emitter has no clients, and beats never").isEmpty();
        peers.beat(ONE);
        assertThat(peers.has(ONE)).isTrue();
        assertThat(peers.all()).containsExactly(ONE);
    }

    @Test
    void aServerIsDeadThatWasNotHeardWhileThreeOwnHeartbeatsCameBack() {
        peers.beat(ONE);
        peers.beat(TWO);
        assertThat(peers.ownBeat(0)).isEmpty();
        assertThat(peers.ownBeat(INTERVAL)).isEmpty();
        peers.beat(TWO);
        assertThat(peers.ownBeat(2 * INTERVAL)).isEmpty();
        assertThat(peers.ownBeat(3 * INTERVAL)).containsExactly(ONE);
        assertThat(peers.has(ONE)).isFalse();
        assertThat(peers.all()).containsExactly(TWO);
        assertThat(peers.left(ONE)).as("it is gone once").isFalse();
        peers.beat(ONE);
        assertThat(peers.all()).as("it was only out of reach").containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void anythingThatIsHeardOfAServerTellsThatItIsThere() {
        peers.beat(ONE);
        for (int beat = 0; beat < 10; beat++) {
            assertThat(peers.ownBeat((long) beat * INTERVAL)).isEmpty();
            if (beat % 2 == 0) {
                peers.heard(ONE);
            }
        }
    }

    @Test
    void aStandstillAfterWhichAllComesAtOnceMakesNobodyDead() {
        peers.beat(ONE);
        peers.ownBeat(0);
        long later = 20L * INTERVAL;
        IntStream.range(0, 20)
                .forEach(late -> assertThat(peers.ownBeat(later + late)).isEmpty());
        IntStream.range(0, 20).forEach(late -> peers.beat(ONE));
        assertThat(peers.ownBeat(later + INTERVAL)).isEmpty();
        assertThat(peers.all()).containsExactly(ONE);
    }

    @Test
    void whoeverHasLeftIsNotThere() {
        peers.beat(ONE);
        assertThat(peers.left(ONE)).isTrue();
        assertThat(peers.left(ONE)).isFalse();
        assertThat(peers.all()).isEmpty();
        assertThat(peers.ownBeat(0)).isEmpty();
    }
}

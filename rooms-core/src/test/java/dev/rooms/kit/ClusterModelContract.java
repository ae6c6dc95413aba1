package dev.rooms.kit;

import dev.rooms.backplane.Backplane;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long random histories of three servers that share a {@link Backplane}, against a simple model of what each client is to
 * receive: extend this, and say how one more server joins. The seed tells each history again.
 *
 * <p>Sends follow each other without a pause. Who is where changes only when all that was sent has arrived, as what is under
 * way then may come to one who has just joined, or may not.
 */
public abstract class ClusterModelContract {
    private static final int STEPS = 150;
    private static final List<String> ROOMS = ClusterModelServers.ROOMS;

    /** A backplane for one more server, joined with all those that were made before in the same test. Not started. */
    protected abstract Backplane connect() throws Exception;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachClientReceivesWhatTheModelSaysInEachSendersOrder(long seed) throws Exception {
        Random random = new Random(seed);
        try (ClusterModelServers servers = new ClusterModelServers("seed " + seed, this::connect)) {
            for (int i = 0; i < 3; i++) {
                servers.start();
            }
            for (int step = 0; step < STEPS; step++) {
                step(servers, random, step);
            }
            servers.kill(random.nextInt(3));
            servers.start();
            for (int step = STEPS; step < STEPS + STEPS / 2; step++) {
                step(servers, random, step);
            }
            servers.settle();
            servers.requireAllReceived();
        }
    }

    private static void step(ClusterModelServers servers, Random random, int step) throws Exception {
        int choice = random.nextInt(100);
        if (choice < 75) {
            servers.send(random.nextInt(3), someOf(ROOMS, random), someRoom(random, 5), servers.someIds(random), step);
            return;
        }
        servers.settle();
        if (choice < 80) {
            servers.connect(random.nextInt(3), "client " + step);
        } else if (choice < 86) {
            servers.some(random).ifPresent(client -> servers.join(client, any(ROOMS, random)));
        } else if (choice < 91) {
            servers.some(random).ifPresent(client -> servers.leave(client, any(ROOMS, random)));
        } else if (choice < 93) {
            servers.some(random).ifPresent(servers::disconnect);
        } else if (choice < 96) {
            servers.joinAll(random.nextInt(3), any(ROOMS, random), any(ROOMS, random));
        } else {
            servers.requireCounted(random.nextInt(3), someOf(ROOMS, random));
        }
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Mostly one, at times several, at times none. */
    private static Set<String> someOf(List<String> all, Random random) {
        Set<String> some = new HashSet<>();
        int count = random.nextInt(5) == 0 ? 0 : random.nextInt(3) == 0 ? 3 : 1;
        for (int i = 0; i < count; i++) {
            some.add(any(all, random));
        }
        return some;
    }

    private static Set<String> someRoom(Random random, int oneIn) {
        return random.nextInt(oneIn) == 0 ? Set.of(any(ROOMS, random)) : Set.of();
    }
}

package dev.rooms.bench.compare;

import dev.rooms.bench.load.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The processes of one contestant. Not thread-safe.
 *
 * @param all its servers, which are one to their clients; most contestants have one
 * @param redis what joins them, where something does
 */
record Servers(List<ServerProcess> all, Optional<ServerProcess> redis) implements AutoCloseable {
    Servers {
        all = List.copyOf(all);
    }

    /** A server by itself. */
    static Servers of(ServerProcess alone) {
        return new Servers(List.of(alone), Optional.empty());
    }

    ServerProcess first() {
        return all.get(0);
    }

    /** What all of them used so far. */
    Cpu cpu() throws IOException {
        double others = 0;
        for (ServerProcess other : all.subList(1, all.size())) {
            others += other.cpuMicros();
        }
        return new Cpu(
                first().cpuMicros(), others, redis.isPresent() ? redis.get().cpuMicros() : 0);
    }

    /**
     * CPU time in µs, user and system.
     *
     * @param first of the first server, to which whoever sends is connected
     * @param others of all other servers together
     */
    record Cpu(double first, double others, double redis) {
        /** That of the servers, without Redis. */
        double servers() {
            return first + others;
        }

        Cpu since(Cpu before) {
            return new Cpu(first - before.first, others - before.others, redis - before.redis);
        }

        /** So many times as much, or a part of it. */
        Cpu times(double factor) {
            return new Cpu(first * factor, others * factor, redis * factor);
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess server : all) {
            server.close();
        }
        if (redis.isPresent()) {
            redis.get().close();
        }
    }
}

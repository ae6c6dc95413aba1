package dev.rooms;

import java.util.Set;
import java.util.function.Function;

/**
 * What several servers answered, and which of them didn't: what came is never hidden by what is missing.
 *
 * @param value what came
 * @param missing the ids of the servers that didn't answer in time, or died; empty where a server stands alone
 */
public record Gathered<T>(T value, Set<String> missing) {
    public Gathered {
        missing = Set.copyOf(missing);
    }

    /** All there is. */
    public static <T> Gathered<T> complete(T value) {
        return new Gathered<>(value, Set.of());
    }

    /** Whether all servers answered. */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** The same with another value. */
    public <R> Gathered<R> map(Function<? super T, ? extends R> change) {
        return new Gathered<>(change.apply(value), missing);
    }
}

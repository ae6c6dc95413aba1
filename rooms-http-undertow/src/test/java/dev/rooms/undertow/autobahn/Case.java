package dev.rooms.undertow.autobahn;

import dev.rooms.undertow.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row of the table.
 *
 * @param id the suite's number of the case
 * @param sent what is sent, in words
 * @param steps what is sent and what must come, byte by byte
 */
record Case(String id, String sent, List<Step> steps) {

    static Case of(String id, String sent, Step... steps) {
        return new Case(id, sent, List.of(steps));
    }

    /** Plays it against a server. */
    void play(int port) throws IOException {
        try (Wire wire = Wire.open(port)) {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                try {
                    step.take(wire);
                } catch (IOException | AssertionError failure) {
                    throw new AssertionError(
                            "step " + (i + 1) + " of " + steps.size() + ", to " + step + ": " + failure.getMessage(),
                            failure);
                }
            }
        }
    }

    @Override
    public String toString() {
        return id + " " + sent + ": "
                + steps.stream()
                        .map(Step::expectation)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
    }
}

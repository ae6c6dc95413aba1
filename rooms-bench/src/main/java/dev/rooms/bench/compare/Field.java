package dev.rooms.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The servers that are up, of which each in turn is measured while the others rest. One that can't be started, or breaks, is
 * named and left out from there on. Not thread-safe.
 */
final class Field implements AutoCloseable {
    private final List<Subject> subjects = new ArrayList<>();
    private final Map<String, String> leftOut;

    /** A field that is empty yet; who is left out is put into the map, with the reason. */
    Field(Map<String, String> leftOut) {
        this.leftOut = leftOut;
    }

    /** Starts them. */
    void start(List<Contestant> contestants) {
        for (Contestant contestant : contestants) {
            try {
                subjects.add(new Subject(contestant));
            } catch (IOException absent) {
                leaveOut(contestant, absent);
            }
        }
    }

    private void leaveOut(Contestant contestant, Exception reason) {
        String text = reason.getMessage()
                + (reason.getCause() == null ? "" : ": " + reason.getCause().getMessage());
        leftOut.put(contestant.id(), text);
        // Whoever started the run sees at once who is missing from its tables.
        System.out.println("*** LEFT OUT: " + contestant.name() + " (" + contestant.id() + "), because " + text);
    }

    /** Gives each its turn, and the next time in the opposite order, so that none always comes after the same one. */
    void each(Turn turn) throws IOException {
        for (Subject subject : List.copyOf(subjects)) {
            for (Subject other : subjects) {
                other.answerPings();
            }
            try {
                turn.take(subject);
            } catch (IOException | IllegalStateException broken) {
                leaveOut(subject.contestant(), broken);
                subjects.remove(subject);
                subject.close();
            }
        }
        Collections.reverse(subjects);
    }

    /** What is done with one server. */
    @FunctionalInterface
    interface Turn {
        void take(Subject subject) throws IOException;
    }

    @Override
    public void close() throws IOException {
        for (Subject subject : subjects) {
            subject.close();
        }
    }
}

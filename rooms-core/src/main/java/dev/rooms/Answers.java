package dev.rooms;

import java.util.List;
import java.util.Set;

/**
 * What clients answered to an event that asked them to. Immutable.
 *
 * @param answers the answers, in the order in which they came
 * @param expected how many clients were asked; those of them that aren't among the answers have gone, or took too long
 * @param missing the ids of servers that didn't tell in time what their clients answered
 */
public record Answers(List<Answer> answers, int expected, Set<String> missing) {
    public Answers {
        answers = List.copyOf(answers);
        missing = Set.copyOf(missing);
    }

    /** Answers of clients of one server. */
    public Answers(List<Answer> answers, int expected) {
        this(answers, expected, Set.of());
    }

    /**
     * One client's answer.
     *
     * @param clientId the client
     * @param arguments what it answered
     */
    public record Answer(String clientId, Arguments arguments) {}

    /** Whether everyone who was asked has answered. */
    public boolean isComplete() {
        return answers.size() == expected && missing.isEmpty();
    }
}

package dev.rooms;

import java.util.List;

/**
 * What clients answered to an event that asked them to. Immutable.
 *
 * @param answers the answers, in the order in which they came
 * @param expected how many clients were asked; those of them that aren't among the answers have gone, or took too long
 */
public record Answers(List<Answer> answers, int expected) {
    public Answers {
        answers = List.copyOf(answers);
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
        return answers.size() == expected;
    }
}

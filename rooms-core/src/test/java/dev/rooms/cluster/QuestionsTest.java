package dev.rooms.cluster;

import static dev.rooms.cluster.Letters.ONE;
import static dev.rooms.cluster.Letters.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Gathered;
import dev.rooms.cluster.Letter.Replied;
import dev.rooms.cluster.Questions.Open;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private static final Reply THREE = new Reply.Count(3);
    private static final Reply FOUR = new Reply.Count(4);

    private final Questions questions = new Questions();

    private Open open(NodeId... owing) {
        return questions.open(Set.of(owing), reply -> false, Runnable::run);
    }

    private static Replied whole(Open question, Reply reply) {
        return new Replied(question.number(), 0, true, reply);
    }

    private static Gathered<List<Reply>> result(Open question) {
        assertThat(question.settled()).isCompleted();
        return question.settled().join();
    }

    @Test
    void nobodyWhoOwesAnAnswerSettlesItAtOnce() {
        assertThat(result(open())).isEqualTo(Gathered.complete(List.of()));
    }

    @Test
    void theLastAnswerSettlesIt() {
        Open question = open(ONE, TWO);
        questions.replied(ONE, whole(question, THREE));
        assertThat(question.settled()).isNotDone();
        questions.replied(TWO, whole(question, FOUR));
        assertThat(result(question)).isEqualTo(Gathered.complete(List.of(THREE, FOUR)));
    }

    @Test
    void aSecondAnswerAndOneOfAnotherServerOrToAnotherQuestionCountForNothing() {
        Open question = open(ONE);
        Open other = open(TWO);
        questions.replied(TWO, whole(question, FOUR));
        questions.replied(ONE, new Replied(99, 0, true, FOUR));
        questions.replied(ONE, whole(question, THREE));
        questions.replied(ONE, whole(question, FOUR));
        assertThat(result(question)).isEqualTo(Gathered.complete(List.of(THREE)));
        assertThat(other.settled()).isNotDone();
    }

    @Test
    void whoeverLeavesOwesNothingAndWhoeverDiesIsMissing() {
        Open question = open(ONE, TWO);
        questions.gone(ONE, false);
        questions.gone(TWO, true);
        assertThat(result(question)).isEqualTo(new Gathered<>(List.of(), Set.of(TWO.toString())));
    }

    @Test
    void whoeverDiesAfterItsAnswerIsNotMissing() {
        Open question = open(ONE, TWO);
        questions.replied(ONE, whole(question, THREE));
        questions.gone(ONE, true);
        questions.replied(TWO, whole(question, FOUR));
        assertThat(result(question)).isEqualTo(Gathered.complete(List.of(THREE, FOUR)));
    }

    @Test
    void atItsDeadlineWhatCameIsThereAndTheOthersAreMissing() {
        Open question = open(ONE, TWO);
        questions.replied(TWO, whole(question, FOUR));
        question.overdue();
        questions.replied(ONE, whole(question, THREE));
        assertThat(result(question)).isEqualTo(new Gathered<>(List.of(FOUR), Set.of(ONE.toString())));
    }

    @Test
    void anAnswerInPartsCountsOnceItIsWhole() {
        Open question = open(ONE);
        questions.replied(ONE, new Replied(question.number(), 0, false, THREE));
        assertThat(question.settled()).isNotDone();
        questions.replied(ONE, new Replied(question.number(), 1, true, FOUR));
        assertThat(result(question)).isEqualTo(Gathered.complete(List.of(THREE, FOUR)));
    }

    @Test
    void anAnswerOfWhichAPartWasLostIsMissingAndWhatCameOfItIsThere() {
        Open question = open(ONE);
        questions.replied(ONE, new Replied(question.number(), 0, false, THREE));
        questions.replied(ONE, new Replied(question.number(), 2, true, FOUR));
        assertThat(question.settled()).isNotDone();
        question.overdue();
        assertThat(result(question)).isEqualTo(new Gathered<>(List.of(THREE), Set.of(ONE.toString())));
    }

    @Test
    void anAnswerThatIsEnoughSettlesItWithoutTheOthers() {
        Open question = questions.open(Set.of(ONE, TWO), FOUR::equals, Runnable::run);
        questions.replied(ONE, whole(question, FOUR));
        assertThat(result(question)).isEqualTo(Gathered.complete(List.of(FOUR)));
    }

    @Test
    void allThatAreOpenAreSettledWhenNoAnswersWillCome() {
        Open first = open(ONE);
        Open second = open(TWO);
        questions.close();
        assertThat(result(first).missing()).containsExactly(ONE.toString());
        assertThat(result(second).missing()).containsExactly(TWO.toString());
    }

    @Test
    void itIsSettledAlsoWhenTheThreadsForWhatHangsOnItHaveStopped() {
        Open question = questions.open(Set.of(ONE), reply -> false, task -> {
            throw new RejectedExecutionException("stopped");
        });
        question.overdue();
        assertThat(result(question).missing()).containsExactly(ONE.toString());
    }
}

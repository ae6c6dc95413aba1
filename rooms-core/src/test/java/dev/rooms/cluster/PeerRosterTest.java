package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.cluster.Letter.Arrived;
import dev.rooms.cluster.Letter.Departed;
import dev.rooms.cluster.Letter.RosterPart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerRosterTest {
    private final List<String> told = new ArrayList<>();
    private final PeerRoster roster = new PeerRoster(
            client -> told.add("+" + client.clientId() + "=" + client.clientName()),
            client -> told.add("-" + client.clientId() + "=" + client.clientName()));

    private static Presence client(String id) {
        return new Presence(id, "name of " + id);
    }

    private static RosterPart part(long version, int part, int parts, String... ids) {
        return new RosterPart(
                version, part, parts, Stream.of(ids).map(PeerRosterTest::client).toList());
    }

    private List<String> takeTold() {
        List<String> news =
                told.stream().map(line -> line.substring(0, 2)).sorted().toList();
        told.clear();
        return news;
    }

    @Test
    void newsInOrderIsToldOnceWithTheName() {
        roster.arrived(new Arrived(1, client("a")));
        roster.arrived(new Arrived(2, client("b")));
        roster.arrived(new Arrived(2, client("b")));
        roster.departed(new Departed(3, "a"));
        roster.departed(new Departed(3, "a"));
        assertThat(told).containsExactly("+a=name of a", "+b=name of b", "-a=name of a");
        assertThat(roster.isBehind(3)).isFalse();
        assertThat(roster.isBehind(4)).isTrue();
    }

    @Test
    void aHeartbeatFromBeforeNewsThatIsKnownMissesNothing() {
        roster.arrived(new Arrived(1, client("a")));
        roster.arrived(new Arrived(2, client("b")));
        assertThat(roster.isBehind(1))
                .as("the whole roster may be long, and there is nothing to learn from it")
                .isFalse();
    }

    @Test
    void newsAfterAGapWaitsForTheWholeRosterWhichTellsOfAllOnce() {
        roster.arrived(new Arrived(1, client("a")));
        roster.arrived(new Arrived(2, client("b")));
        takeTold();
        roster.departed(new Departed(4, "b"));
        roster.arrived(new Arrived(5, client("d")));
        assertThat(told).isEmpty();
        assertThat(roster.isBehind(5)).isTrue();

        roster.add(part(5, 0, 1, "a", "c", "d"));
        assertThat(takeTold()).containsExactly("+c", "+d", "-b");
        assertThat(roster.isBehind(5)).isFalse();
        roster.arrived(new Arrived(6, client("e")));
        assertThat(takeTold()).containsExactly("+e");
    }

    @Test
    void aRosterInPartsCountsOnceItIsWhole() {
        assertThat(roster.add(part(9, 0, 3, "a", "b"))).isFalse();
        assertThat(roster.add(part(9, 1, 3, "c"))).isFalse();
        assertThat(told).isEmpty();
        assertThat(roster.add(part(9, 2, 3, "d"))).isTrue();
        assertThat(takeTold()).containsExactly("+a", "+b", "+c", "+d");
        assertThat(roster.isBehind(9)).isFalse();
    }

    @Test
    void aRosterOfWhichAPartWasLostIsNotTakenForTheWhole() {
        roster.add(part(9, 0, 3, "a"));
        roster.add(part(9, 2, 3, "c"));
        assertThat(told).isEmpty();
        assertThat(roster.isBehind(9)).isTrue();
        roster.add(part(9, 1, 3, "b"));
        roster.add(part(10, 0, 2, "a"));
        roster.add(part(9, 1, 2, "b"));
        assertThat(told).isEmpty();
        roster.add(part(11, 0, 2, "a"));
        roster.add(part(11, 1, 2, "x"));
        assertThat(takeTold()).containsExactly("+a", "+x");
    }

    @Test
    void aRosterThatIsOlderThanWhatIsKnownChangesNothing() {
        roster.add(part(5, 0, 1, "a"));
        roster.arrived(new Arrived(6, client("b")));
        takeTold();
        roster.add(part(5, 0, 1, "a"));
        roster.add(part(6, 0, 1, "a", "b"));
        assertThat(told).isEmpty();
        roster.departed(new Departed(7, "b"));
        assertThat(takeTold()).containsExactly("-b");
    }

    @Test
    void aServerThatHasGoneTakesItsClientsWithItOnce() {
        roster.add(part(5, 0, 1, "a", "b"));
        takeTold();
        roster.clear();
        roster.clear();
        assertThat(takeTold()).containsExactly("-a", "-b");
    }

    @Test
    void aClientThatComesTwiceIsToldOfOnce() {
        roster.arrived(new Arrived(1, client("a")));
        roster.arrived(new Arrived(2, client("a")));
        roster.departed(new Departed(3, "nobody"));
        assertThat(takeTold()).containsExactly("+a");
        assertThat(roster.isBehind(3)).isFalse();
    }
}

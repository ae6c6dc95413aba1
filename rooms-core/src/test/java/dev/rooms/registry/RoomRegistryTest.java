package dev.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.registry.Occupant.Join;
import dev.rooms.registry.RoomRegistry.RoomSize;
import dev.rooms.transport.Lane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomRegistryTest {
    private final Lane lane = Lane.ofThread(Runnable::run);
    private final List<String> heard = new ArrayList<>();
    private final RoomRegistry<String> registry = new RoomRegistry<>(new RoomListener() {
        @Override
        public void appeared(String room) {
            heard.add("+" + room);
        }

        @Override
        public void vanished(String room) {
            heard.add("-" + room);
        }
    });
    private final Occupant<String> ada = registry.occupant("ada", lane);
    private final Occupant<String> bob = registry.occupant("bob", lane);

    @Test
    @DisplayName("CONTRACT §2: the first join makes a room; with its last member it is gone from memory")
    void aRoomAppearsWithItsFirstMemberAndVanishesWithItsLast() {
        ada.join("a", 0);
        bob.join("a", 0);
        assertThat(registry.roomCount()).isOne();
        assertThat(registry.memberCount("a")).isEqualTo(2);
        assertThat(registry.roll("a").members()).containsExactlyInAnyOrder("ada", "bob");

        ada.leave("a");
        bob.leave("a");
        assertThat(registry.roomCount()).isZero();
        assertThat(registry.membershipCount()).isZero();
        assertThat(registry.memberCount("a")).isZero();
        assertThat(registry.roll("a").lanes()).isZero();
        assertThat(heard).containsExactly("+a", "-a");
    }

    @Test
    @DisplayName("CONTRACT §2: the same name can be used again")
    void aNameCanBeUsedAgainOnceItsRoomIsGone() {
        ada.join("a", 0);
        ada.leave("a");
        bob.join("a", 0);
        assertThat(registry.roll("a").members()).containsExactly("bob");
        assertThat(heard).containsExactly("+a", "-a", "+a");
    }

    @Test
    void aSecondJoinOfTheSameRoomCountsNothingTwice() {
        assertThat(ada.join("a", 0)).isEqualTo(Join.JOINED);
        assertThat(ada.join("a", 0)).isEqualTo(Join.ALREADY_IN);
        assertThat(registry.memberCount("a")).isOne();
        assertThat(registry.membershipCount()).isOne();
    }

    @Test
    void leavingARoomThatOneIsNotInChangesNothing() {
        bob.join("a", 0);
        assertThat(ada.leave("a")).isFalse();
        assertThat(ada.leave("none")).isFalse();
        assertThat(registry.memberCount("a")).isOne();
    }

    @Test
    @DisplayName("CONTRACT §5: rooms of one client (1,000)")
    void aMemberIsInAsManyRoomsAsItMayBe() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(ada.join("r" + i, 1_000)).isEqualTo(Join.JOINED);
        }
        assertThat(ada.join("r1000", 1_000)).isEqualTo(Join.TOO_MANY_ROOMS);
        assertThat(ada.join("r999", 1_000)).isEqualTo(Join.ALREADY_IN);
        assertThat(registry.memberCount("r1000")).isZero();
        assertThat(registry.roomCount()).isEqualTo(1_000);

        ada.leave("r5");
        assertThat(ada.join("r1000", 1_000)).isEqualTo(Join.JOINED);
        assertThat(ada.rooms()).hasSize(1_000).contains("r1000").doesNotContain("r5");
    }

    @Test
    @DisplayName("HOSTILE 7: a join after the departure is refused, and revives no room")
    void aJoinAfterTheDepartureIsRefused() {
        ada.enter();
        ada.join("a", 0);
        ada.join("b", 0);
        bob.join("b", 0);

        assertThat(ada.depart()).containsExactlyInAnyOrder("a", "b");
        assertThat(ada.join("a", 0)).isEqualTo(Join.DEPARTED);
        ada.enter();

        assertThat(ada.rooms()).isEmpty();
        assertThat(ada.depart()).isEmpty();
        assertThat(registry.roomCount()).isOne();
        assertThat(registry.roll("b").members()).containsExactly("bob");
        assertThat(registry.everyone().size()).isZero();
        assertThat(registry.everyone().members()).isEmpty();
    }

    @Test
    void everyoneIsWhoHasEnteredAndNotDepartedWhateverTheirRooms() {
        ada.enter();
        ada.enter();
        bob.join("a", 0);
        assertThat(registry.everyone().members()).containsExactly("ada");
        assertThat(registry.membershipCount()).as("everyone is no room").isOne();
        bob.enter();
        assertThat(registry.everyone().size()).isEqualTo(2);
        ada.depart();
        assertThat(registry.everyone().members()).containsExactly("bob");
        assertThat(heard).containsExactly("+a");
    }

    @Test
    void membersAreWalkedLaneByLane() {
        Lane other = Lane.ofThread(Runnable::run);
        Occupant<String> eve = registry.occupant("eve", other);
        ada.join("a", 0);
        eve.join("a", 0);
        bob.join("a", 0);

        Roll<String> roll = registry.roll("a");
        assertThat(roll.lanes()).isEqualTo(2);
        for (int i = 0; i < roll.lanes(); i++) {
            List<String> met = new ArrayList<>();
            roll.walk(i, met::add);
            assertThat(met)
                    .containsExactlyInAnyOrderElementsOf(
                            roll.lane(i) == other ? List.of("eve") : List.of("ada", "bob"));
        }

        eve.leave("a");
        assertThat(registry.roll("a").lanes()).as("an empty lane isn't walked").isOne();
        assertThat(roll.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void aWalkThatIsUnderWayPassesOverWhoHasLeftAlsoWhenTheSeatsArePackedMeanwhile() {
        List<Occupant<String>> many = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            many.add(registry.occupant("m" + i, lane));
            many.get(i).join("a", 0);
        }
        List<String> met = new ArrayList<>();
        registry.roll("a").walk(0, member -> {
            if (met.isEmpty()) {
                many.subList(1, 63).forEach(other -> other.leave("a"));
                many.get(0).leave("a");
                many.get(0).join("a", 0);
            }
            met.add(member);
        });
        assertThat(met).containsExactly("m0", "m63");
    }

    @Test
    @DisplayName("CONTRACT §4: GET /rooms is paged")
    void pagesFollowTheOrderOfNamesWithoutGapsOrRepeats() {
        List<String> names = List.of("b", "Z", "a", "é", "aa", "😀", "10", "9", "__proto__", "c");
        for (String name : names) {
            ada.join(name, 0);
        }
        bob.join("aa", 0);

        List<RoomSize> paged = new ArrayList<>();
        String after = "";
        List<RoomSize> page;
        do {
            page = registry.page(after, 3);
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            paged.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).roomName();
        } while (!page.isEmpty());

        assertThat(paged)
                .containsExactlyElementsOf(names.stream()
                        .sorted()
                        .map(name -> new RoomSize(name, name.equals("aa") ? 2 : 1))
                        .toList());
        assertThat(registry.page("", 100)).isEqualTo(paged);
        assertThat(registry.page("c", 1)).containsExactly(new RoomSize("é", 1));
        assertThat(registry.page("😀", 5)).isEmpty();
    }

    @Test
    void aListenerThatFailsLeavesNoRoomBehindAndNoNameBlocked() {
        RoomRegistry<String> failing = new RoomRegistry<>(new RoomListener() {
            @Override
            public void appeared(String room) {
                throw new IllegalStateException("as told by the test");
            }

            @Override
            public void vanished(String room) {
                throw new AssertionError("as told by the test");
            }
        });
        Occupant<String> eve = failing.occupant("eve", lane);

        assertThat(eve.join("a", 0)).isEqualTo(Join.JOINED);
        assertThat(failing.roll("a").members()).containsExactly("eve");
        assertThat(eve.leave("a")).isTrue();
        assertThat(failing.roomCount()).isZero();
        assertThat(eve.join("a", 0)).isEqualTo(Join.JOINED);

        eve.join("b", 0);
        eve.enter();
        assertThat(eve.depart()).hasSize(2);
        assertThat(failing.roomCount()).isZero();
        assertThat(failing.membershipCount()).isZero();
        assertThat(failing.everyone().size()).isZero();
    }
}

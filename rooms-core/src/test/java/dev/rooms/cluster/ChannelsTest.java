package dev.rooms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static Set<Integer> of(String... rooms) {
        return Stream.of(rooms).map(room -> Channels.partition("/", room)).collect(Collectors.toSet());
    }

    private static Set<Integer> concerned(Whom whom, Publication.Action action) {
        return Channels.partitions(new Publication(whom, action));
    }

    @Test
    void roomsAreSpreadOverAllPartitions() {
        Set<Integer> partitions = IntStream.range(0, 2_000)
                .mapToObj(i -> Channels.partition("/", "room " + i))
                .collect(Collectors.toSet());
        assertThat(partitions)
                .hasSize(Channels.PARTITIONS)
                .allMatch(partition -> partition >= 0 && partition < Channels.PARTITIONS);
    }

    @Test
    void anEventConcernsThePartitionsOfItsRooms() {
        Publication.Action emit = new Publication.Emit(Letters.EVENT, false);
        assertThat(concerned(Letters.room("a"), emit)).isEqualTo(of("a"));
        assertThat(concerned(new Whom("/", Set.of("a", "b"), Set.of("quiet"), Set.of()), emit))
                .isEqualTo(of("a", "b"));
        assertThat(concerned(Letters.everyone("/"), emit)).as("all").isEmpty();
    }

    @Test
    void whateverChangesWhoIsWhereConcernsAllAsItsOrderWithWhatGoesToOtherRoomsCounts() {
        assertThat(concerned(Letters.room("a"), new Publication.Join(Set.of("b"))))
                .isEmpty();
        assertThat(concerned(Letters.room("a"), new Publication.Leave(Set.of("b"))))
                .isEmpty();
        assertThat(concerned(Letters.room("a"), new Publication.Disconnect())).isEmpty();
    }

    @Test
    void moreRoomsThanAFewAreAll() {
        Set<String> many = IntStream.range(0, 100).mapToObj(i -> "room " + i).collect(Collectors.toSet());
        Whom whom = new Whom("/", many, Set.of(), Set.of());
        assertThat(concerned(whom, new Publication.Emit(Letters.EVENT, false))).isEmpty();
    }
}

package dev.rooms.undertow.autobahn;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table has every row that the suite (25.10.1) lists. */
class SuiteTest {
    private static final Map<String, Long> ROWS = rows("""
            1.1=8 1.2=8
            2=11
            3=7
            4.1=5 4.2=5
            5=20
            6.1=3 6.2=4 6.3=2 6.4=4 6.5=5 6.6=11 6.7=4 6.8=2 6.9=4 6.10=3 6.11=5 6.12=8 6.13=5 6.14=10 6.15=1 6.16=3
            6.17=5 6.18=5 6.19=5 6.20=7 6.21=8 6.22=34 6.23=7
            7.1=6 7.3=6 7.5=1 7.7=13 7.9=9 7.13=2
            9.1=6 9.2=6 9.3=9 9.4=9 9.5=6 9.6=6 9.7=6 9.8=6
            10.1=1
            12.1=18 12.2=18 12.3=18 12.4=18 12.5=18
            13.1=18 13.2=18 13.3=18 13.4=18 13.5=18 13.6=18 13.7=18
            """);

    private static Map<String, Long> rows(String table) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String cell : table.strip().split("\\s+", -1)) {
            int equals = cell.indexOf('=');
            rows.put(cell.substring(0, equals), Long.valueOf(cell.substring(equals + 1)));
        }
        return rows;
    }

    private static List<String> ids() {
        return Stream.concat(
                        Suite.cases().stream().map(Case::id),
                        DeflateSuite.cases().stream().map(DeflateCase::id))
                .toList();
    }

    private static String group(String id) {
        return id.substring(0, id.lastIndexOf('.'));
    }

    private static String section(String id) {
        return id.substring(0, id.indexOf('.'));
    }

    private static Map<String, Long> countedBy(Function<String, String> part) {
        return ids().stream().collect(groupingBy(part, LinkedHashMap::new, counting()));
    }

    @Test
    void everyGroupHasAsManyCasesAsInTheSuite() {
        assertThat(countedBy(SuiteTest::group)).containsExactlyEntriesOf(ROWS);
    }

    @Test
    void everySectionHasAsManyCasesAsInTheSuite() {
        assertThat(countedBy(SuiteTest::section))
                .containsExactlyEntriesOf(rows("1=16 2=11 3=7 4=10 5=20 6=145 7=37 9=54 10=1 12=90 13=126"));
    }

    @Test
    void everyGroupIsNumberedWithoutAGap() {
        ids().stream()
                .collect(groupingBy(SuiteTest::group))
                .forEach((group, ids) -> assertThat(ids)
                        .isEqualTo(IntStream.rangeClosed(1, ids.size())
                                .mapToObj(number -> group + "." + number)
                                .toList()));
    }
}

package dev.rooms.undertow.autobahn;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            """);

    private static Map<String, Long> rows(String table) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String cell : table.strip().split("\\s+", -1)) {
            int equals = cell.indexOf('=');
            rows.put(cell.substring(0, equals), Long.valueOf(cell.substring(equals + 1)));
        }
        return rows;
    }

    @Test
    void everyGroupHasAsManyCasesAsInTheSuite() {
        Map<String, Long> found =
                Suite.cases().stream().collect(groupingBy(Case::group, LinkedHashMap::new, counting()));
        assertThat(found).containsExactlyEntriesOf(ROWS);
    }

    @Test
    void everySectionHasAsManyCasesAsInTheSuite() {
        Map<String, Long> found = Suite.cases().stream()
                .collect(groupingBy(
                        row -> row.id().substring(0, row.id().indexOf('.')), LinkedHashMap::new, counting()));
        assertThat(found).containsExactlyEntriesOf(rows("1=16 2=11 3=7 4=10 5=20 6=145 7=37 9=54 10=1"));
    }

    @Test
    void everyGroupIsNumberedWithoutAGap() {
        Map<String, List<Case>> groups = Suite.cases().stream().collect(groupingBy(Case::group));
        groups.forEach((group, cases) -> {
            for (int i = 0; i < cases.size(); i++) {
                assertThat(cases.get(i).id()).isEqualTo(group + "." + (i + 1));
            }
        });
    }
}

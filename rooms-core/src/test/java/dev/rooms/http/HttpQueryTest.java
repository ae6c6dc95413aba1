package dev.rooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpQueryTest {

    @Test
    void parametersAreDecodedAndKeptInOrder() {
        Map<String, List<String>> query = HttpQuery.parse("b=1&a=x+y%20z&b=%C3%A9&c&d=&=e&&f=g=h");

        assertThat(query.keySet()).containsExactly("b", "a", "c", "d", "", "f");
        assertThat(query)
                .containsEntry("b", List.of("1", "é"))
                .containsEntry("a", List.of("x y z"))
                .containsEntry("c", List.of(""))
                .containsEntry("d", List.of(""))
                .containsEntry("", List.of("e"))
                .containsEntry("f", List.of("g=h"));
    }

    @Test
    void noQueryHasNoParameters() {
        assertThat(HttpQuery.parse(null)).isEmpty();
        assertThat(HttpQuery.parse("")).isEmpty();
    }

    @Test
    void aBrokenEscapeIsTakenAsItWasWritten() {
        assertThat(HttpQuery.parse("a=100%&b=%zz"))
                .containsEntry("a", List.of("100%"))
                .containsEntry("b", List.of("%zz"));
    }
}

package dev.rooms.example.appserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the page when servers have been tried. */
class ServersPageTest {
    private static final String TABLE = """
            | server | version | Java | starts | socket.io-client (JavaScript) | io.socket (Java) | plain WebSocket | HTTP | beans of CDI | undeploys, stops, clean log |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;
    private static final String TOMCAT =
            "| Tomcat 11 | 11.0.1 | 17 | 4 s | 1 ok | 2 ok | 3 ok | 4 ok | 5 ok | 6 ok |\n";
    private static final String WILDFLY = "| WildFly | 39.0.1 | 17 | 8 s | 1 ok | 2 ok | 3 ok | 4 ok | 5 ok | 6 ok |\n";

    private static String page(String table) {
        return "# Before\n\n<!-- servers -->\n" + table + "<!-- end of servers -->\n\nafter | it |\n";
    }

    private static String with(String page, String... rows) {
        return ServersPage.with(Arrays.stream(rows).map(String::stripTrailing).toList(), page);
    }

    @Test
    void theFirstRowsMakeTheTableInTheOrderOfTheServers() {
        assertThat(with(page(""), WILDFLY, TOMCAT)).isEqualTo(page(TABLE + TOMCAT + WILDFLY));
    }

    @Test
    void aServersNewRowTakesThePlaceOfItsOldOneAndTheOthersStay() {
        String newer = TOMCAT.replace("11.0.1", "11.0.2");

        assertThat(with(page(TABLE + TOMCAT + WILDFLY), newer)).isEqualTo(page(TABLE + newer + WILDFLY));
    }

    @Test
    void aRowOfAServerThatIsNoLongerTriedGoes() {
        String gone = TOMCAT.replace("Tomcat 11", "Tomcat 3");

        assertThat(with(page(TABLE + gone), WILDFLY)).isEqualTo(page(TABLE + WILDFLY));
    }

    @Test
    void aPageWithoutItsMarkersIsLeftAlone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersPage.with(List.of(), "# A page\n<!-- servers -->\n"))
                .withMessageContaining("<!-- end of servers -->");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersPage.with(List.of(), "# A page\n<!-- end of servers -->\n"));
    }
}

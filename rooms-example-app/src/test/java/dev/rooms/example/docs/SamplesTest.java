package dev.rooms.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A sample stands alone, so its versions are written down twice; here they are held together. */
class SamplesTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<$]+)</version>");

    private static final Pattern QUARKUS = Pattern.compile("<quarkus\\.version>[^<]+</quarkus\\.version>");

    /** By artifact, the property of the parent's that has its version. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "junit-jupiter", "junit.version",
            "tyrus-server", "tyrus.version",
            "tyrus-container-grizzly-server", "tyrus.version",
            "hibernate-validator", "hibernate-validator.version",
            "socket.io-client", "socket.io-client.version",
            "maven-compiler-plugin", "maven-compiler-plugin.version",
            "maven-surefire-plugin", "maven-surefire-plugin.version",
            "exec-maven-plugin", "exec-maven-plugin.version");

    private final String parent = Page.of("pom.xml").text();

    @Test
    void theSamplesVersionsAreTheBuilds() {
        List<String> poms = Samples.files("pom.xml");
        assertThat(poms).isNotEmpty();
        for (String pom : poms) {
            assertThat(VERSION.matcher(pom).results()).allSatisfy(this::assertSame);
            assertThat(pom).contains("<rooms.version>" + ownVersion() + "</rooms.version>");
            assertThat(QUARKUS.matcher(pom).results().map(MatchResult::group)).allMatch(parent::contains);
        }
    }

    @Test
    void theSpringBootSamplesAreOneApplication() {
        List<String> sources = Samples.files(".java");
        List<String> ofAuctions = sources.stream()
                .filter(text -> text.contains("Auction"))
                .sorted()
                .toList();

        assertThat(ofAuctions).hasSize(6);
        assertThat(ofAuctions.stream().distinct()).hasSize(3);
    }

    private String ownVersion() {
        return VERSION.matcher(parent)
                .results()
                .filter(found -> found.group(1).equals("rooms-parent"))
                .map(found -> found.group(2))
                .findFirst()
                .orElseThrow();
    }

    private void assertSame(MatchResult found) {
        String artifact = found.group(1);
        String version = found.group(2);
        if (artifact.equals("spring-boot-starter-parent")) {
            assertThat(parent).contains("<spring-boot-" + version.charAt(0) + ".version>" + version + "<");
        } else if (!artifact.startsWith("rooms-with-")) {
            assertThat(PROPERTIES).as("properties of the parent's").containsKey(artifact);
            assertThat(parent).contains("<" + PROPERTIES.get(artifact) + ">" + version + "<");
        }
    }
}

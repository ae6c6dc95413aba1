package dev.rooms.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.example.settings.Settings;
import dev.rooms.transport.CloseReason;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say is so: their Java compiles, here or as a piece of a sample, their links lead somewhere, their names are the code's. */
class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\bROOMS_[A-Z_]+[A-Z]\\b");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> everyPieceOfJavaCompiles() throws IOException {
        return Page.all().stream()
                .flatMap(page -> page.blocks("java").stream()
                        .filter(block -> !Samples.contain(block.text()))
                        .map(block -> DynamicTest.dynamicTest(page + ":" + block.line(), () -> {
                            Path folder = Files.createTempDirectory(directory, "snippet");
                            assertThat(new JavaSnippet(block.text()).compile(folder))
                                    .isEmpty();
                        })));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Page page : Page.all()) {
            List<String> links = LINK.matcher(page.text())
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            assertThat(links).as(page.name()).allMatch(page::leadsSomewhere);
        }
    }

    @Test
    void everySettingThatAPageNamesIsThere() throws IOException {
        List<String> names =
                Settings.all().stream().map(setting -> setting.name()).toList();
        for (Page page : Page.all()) {
            assertThat(VARIABLE.matcher(page.text()).results().map(MatchResult::group))
                    .as(page.name())
                    .allMatch(names::contains);
        }
    }

    @Test
    void theProtocolPageHasEveryCloseCodeWithItsText() {
        String text = Page.of("docs/protocol.md").text();
        assertThat(CloseReason.values())
                .filteredOn(reason -> reason != CloseReason.LOST) // never sent
                .allSatisfy(reason -> assertThat(text)
                        .contains("| " + reason.code() + " | " + reason.text() + " | "
                                + (reason.mayReturn() ? "yes" : "no") + " |"));
    }

    @Test
    void theEmbeddingPageNamesEveryLimit() {
        String text = Page.of("docs/embedding.md").text();
        assertThat(Arrays.stream(Limits.class.getRecordComponents()).map(RecordComponent::getName))
                .allSatisfy(limit -> assertThat(text).contains("`" + limit + "`"));
    }
}

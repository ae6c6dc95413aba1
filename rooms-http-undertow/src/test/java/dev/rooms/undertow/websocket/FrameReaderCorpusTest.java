package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer has found worth keeping, once more in every build; see {@code scripts/fuzz}. */
class FrameReaderCorpusTest {
    static Stream<Arguments> inputs() throws IOException, URISyntaxException {
        URL corpus = Objects.requireNonNull(FrameReaderCorpusTest.class.getResource("/frame-reader-corpus"));
        try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
            return files.sorted().toList().stream()
                    .map(file -> Arguments.of(file.getFileName().toString(), file));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void everyInputIsReadByTheRules(String name, Path file) throws IOException {
        byte[] input = Files.readAllBytes(file);
        assertThatNoException().isThrownBy(() -> FrameReaderFuzz.fuzzerTestOneInput(input));
    }
}

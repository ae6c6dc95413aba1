package dev.rooms.example.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The applications in {@code examples}, which the build compiles and tests by themselves. */
final class Samples {
    private static final Path FOLDER = Path.of("..", "examples");

    private Samples() {}

    /** Whether a piece of a page is, word for word, a piece of one of them. */
    static boolean contain(String piece) {
        return files(".java").stream().anyMatch(text -> text.contains(piece.strip()));
    }

    /** The texts of all files whose names end like that, without what a build makes. */
    static List<String> files(String ending) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("target"))
                    .map(Samples::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

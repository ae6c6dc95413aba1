package dev.rooms.example.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path below the repository's root
 * @param text the whole page
 */
record Page(String name, String text) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** A fenced block: its language, its text, and the number of its first line. */
    record Block(String language, String text, int line) {}

    static Page of(String name) {
        try {
            return new Page(name, Files.readString(ROOT.resolve(name), UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The README, and the pages beside it and in {@code docs}. */
    static List<Page> all() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(path -> of(ROOT.relativize(path).toString()))
                    .toList();
        }
    }

    /** The fenced blocks in that language, in their order. */
    List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals(language)) {
                int line = 2 + (int) text.substring(0, block.start()).lines().count();
                blocks.add(new Block(language, block.group(2), line));
            }
        }
        return blocks;
    }

    /** The one block in that language that has this in it. */
    String block(String language, String part) {
        List<Block> found = blocks(language).stream()
                .filter(block -> block.text().contains(part))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " has " + found.size() + " blocks in " + language + " with " + part);
        }
        return found.get(0).text();
    }

    /** Whether a link of this page leads to a file that is there. */
    boolean leadsSomewhere(String link) {
        return Files.exists(ROOT.resolve(name).resolveSibling(link));
    }

    @Override
    public String toString() {
        return name;
    }
}

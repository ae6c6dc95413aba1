package dev.rooms.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run puts into the documentation: parts by name, each between markers that bear it. Not thread-safe. */
public final class Page {
    private static final Path PERFORMANCE = Path.of("docs", "performance.md");

    private final Map<String, String> parts = new LinkedHashMap<>();

    /** A page without parts. */
    public Page() {}

    /** Adds a part. */
    public void put(String name, String text) {
        parts.put(name, text);
    }

    /** Adds a part, and prints it at once: a run takes minutes, and what is known already may be of interest. */
    public void tell(String name, String text) {
        put(name, text);
        // The tables on standard output are what a benchmark is run for.
        System.out.println(marked(name) + "\n");
    }

    /** Puts all parts into the documentation of the working directory, in the place of those that are there. */
    public void intoDocs() throws IOException {
        Files.writeString(PERFORMANCE, into(Files.readString(PERFORMANCE)));
    }

    /**
     * A text with the parts in it.
     *
     * @throws IllegalArgumentException when it lacks the markers of one
     */
    public String into(String text) {
        String filled = text;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            int start = filled.indexOf(open(part.getKey()));
            int end = filled.indexOf(close(part.getKey()));
            if (start < 0 || end < start) {
                throw new IllegalArgumentException(
                        "the page has no " + open(part.getKey()) + " with " + close(part.getKey()) + " behind it");
            }
            filled = filled.substring(0, start)
                    + marked(part.getKey())
                    + filled.substring(end + close(part.getKey()).length());
        }
        return filled;
    }

    private String marked(String name) {
        return open(name) + "\n" + parts.get(name) + close(name);
    }

    private static String open(String name) {
        return "<!-- " + name + " -->";
    }

    private static String close(String name) {
        return "<!-- end of " + name + " -->";
    }
}

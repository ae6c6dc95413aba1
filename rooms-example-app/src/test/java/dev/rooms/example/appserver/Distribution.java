package dev.rooms.example.appserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server as Maven Central has it. Maven's own resolver fetches it, so that mirrors, proxies and checksums are dealt with as in
 * a build, and what is fetched once stays in the local repository.
 *
 * @param coordinates {@code group:artifact:version:type}, and a classifier where there is one
 */
record Distribution(String coordinates) {
    /** It can't be fetched, for which nobody here is to blame. */
    static final class NotFetchedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotFetchedException(String message) {
            super(message);
        }
    }

    private static final String MAVEN = System.getProperty("rooms.maven", "mvn");
    private static final String PLUGIN = System.getProperty("rooms.dependency.plugin", "");

    /** The distribution that the build names for that server. */
    static Distribution of(String server) {
        String coordinates = System.getProperty("appserver." + server);
        if (coordinates == null) {
            throw new IllegalStateException("the build has no property appserver." + server);
        }
        return new Distribution(coordinates);
    }

    String version() {
        return coordinates.split(":", -1)[2];
    }

    /** Puts it into an empty folder, unpacked if it is an archive, and gives where its root is. */
    Path putInto(Path folder) throws IOException, InterruptedException {
        String goal = coordinates.contains(":zip") ? "unpack" : "copy";
        Path log = folder.resolveSibling("maven.log");
        Path content = Files.createDirectories(folder);
        Process maven = new ProcessBuilder(List.of(
                        MAVEN,
                        "-q",
                        "-B",
                        PLUGIN + ":" + goal,
                        "-Dartifact=" + coordinates,
                        "-DoutputDirectory=" + content,
                        "-Dmdep.unpack.markersDirectory=" + folder.resolveSibling("markers")))
                .directory(folder.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (maven.waitFor() != 0) {
            throw new NotFetchedException(coordinates + " can't be fetched: " + Files.readString(log, UTF_8));
        }
        try (Stream<Path> roots = Files.list(content)) {
            return roots.reduce((one, another) -> {
                        throw new IllegalStateException(coordinates + " has two roots: " + one + ", " + another);
                    })
                    .orElseThrow();
        }
    }
}

package dev.rooms.example.appserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An installed JDK. */
record Jdk(Path home, int feature) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** The one that runs the tests. */
    static Jdk current() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** The one that runs the tests, if it is new enough; else the newest that is installed, if that is. */
    static Optional<Jdk> atLeast(int feature) throws IOException {
        if (current().feature() >= feature || !Files.isDirectory(INSTALLED)) {
            return Optional.of(current()).filter(jdk -> jdk.feature() >= feature);
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.flatMap(home -> of(home).stream())
                    .filter(jdk -> jdk.feature() >= feature)
                    .max(Comparator.comparingInt(Jdk::feature));
        }
    }

    private static Optional<Jdk> of(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release"), UTF_8));
            return version.find() && Files.isExecutable(home.resolve("bin/javac"))
                    ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException noJdk) {
            return Optional.empty();
        }
    }

    String java() {
        return home.resolve("bin/java").toString();
    }
}

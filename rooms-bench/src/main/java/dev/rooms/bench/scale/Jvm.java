package dev.rooms.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java installation that programs are run with. */
record Jvm(int feature, Path home) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+).*\"");

    /** The one that runs this. */
    static Jvm here() {
        return new Jvm(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** The one that runs this and, of those installed beside it, one of each other version; the oldest first. */
    static List<Jvm> all() throws IOException {
        TreeMap<Integer, Jvm> found = new TreeMap<>();
        Jvm here = here();
        Path beside = here.home().toRealPath().getParent();
        if (beside != null) {
            try (Stream<Path> homes = Files.list(beside)) {
                for (Path home : homes.sorted(Comparator.reverseOrder()).toList()) {
                    int feature = featureOf(home);
                    if (feature >= here.feature()) {
                        found.putIfAbsent(feature, new Jvm(feature, home));
                    }
                }
            }
        }
        found.put(here.feature(), here);
        return new ArrayList<>(found.values());
    }

    private static int featureOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)
                || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return 0;
        }
        Matcher version = VERSION.matcher(Files.readString(release));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** The command that runs a program of this class path, with a heap of one size and a log of what the collector does. */
    List<String> command(Collector collector, int heapMib, Path gcLog, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin").resolve("java").toString(),
                collector.option(),
                "-Xms" + heapMib + "m",
                "-Xmx" + heapMib + "m",
                "-XX:+AlwaysPreTouch",
                "-Xlog:gc*:file=" + gcLog,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}

package dev.rooms.example.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rooms.Limits;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** Reads the table of settings from all sources, and gathers all that is wrong with them. */
final class ConfigurationReader {
    /** Where a value stands. */
    private enum Place {
        FILE(100, "in the properties file"),
        DOT_ENV(200, "in .env"),
        ENVIRONMENT(300, "in the environment"),
        SYSTEM(400, "as a system property"),
        CONTEXT(500, "as a context parameter"),
        NAMING(600, "in java:comp/env");

        /** What MicroProfile Config calls the ordinal: the source with the highest wins. */
        private final int rank;

        private final String words;

        Place(int rank, String words) {
            this.rank = rank;
            this.words = words;
        }

        static Place of(ConfigValue value) {
            return Arrays.stream(values())
                    .filter(place -> place.rank == value.getConfigSourceOrdinal())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Map<Place, Map<String, String>> places = new EnumMap<>(Place.class);
    private final List<String> flaws = new ArrayList<>();
    private final Path directory;

    ConfigurationReader(Sources sources) {
        directory = sources.directory();
        places.put(Place.NAMING, sources.naming());
        places.put(Place.CONTEXT, sources.contextParameters());
        places.put(Place.SYSTEM, sources.systemProperties());
        places.put(Place.ENVIRONMENT, sources.environment());
        places.put(Place.DOT_ENV, dotEnv());
    }

    Configuration read() throws WrongSettingsException {
        SmallRyeConfig withoutFile = config();
        places.put(Place.FILE, propertiesFile(value(withoutFile, Settings.CONFIG)));
        SmallRyeConfig config = config();
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : Settings.all()) {
            values.put(setting, read(setting, value(config, setting)));
        }
        if (!flaws.isEmpty()) {
            throw new WrongSettingsException(flaws);
        }
        Configuration configuration = new Configuration(values, warnings());
        try {
            configuration.limits();
        } catch (IllegalArgumentException dontGoTogether) {
            throw new WrongSettingsException(List.of(inVariables(String.valueOf(dontGoTogether.getMessage()))));
        }
        return configuration;
    }

    /** A message of {@link Limits} with the names that the person who starts the server knows. */
    static String inVariables(String message) {
        String text = message;
        for (RecordComponent limit : Limits.class.getRecordComponents()) {
            text = text.replaceAll("\\b" + limit.getName() + "\\b", variable(limit.getName()));
        }
        return text;
    }

    private static String variable(String limit) {
        return Settings.PREFIX + limit.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private SmallRyeConfig config() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        // SmallRye's source for the environment finds rooms.io-threads under ROOMS_IO_THREADS and under its own name,
        // and
        // serves for the files too: either name does in each of them.
        places.forEach((place, entries) -> builder.withSources(new EnvConfigSource(entries, place.rank)));
        return builder.build();
    }

    /** What is set, unless it is nothing but blanks: containers pass on variables that nobody gave so. */
    private static Optional<ConfigValue> value(SmallRyeConfig config, Setting<?> setting) {
        ConfigValue value = config.getConfigValue(setting.property());
        return value.getValue() == null || value.getValue().isBlank() ? Optional.empty() : Optional.of(value);
    }

    private <T> T read(Setting<T> setting, Optional<ConfigValue> value) {
        if (value.isPresent()) {
            Optional<T> good = setting.format().read(value.get().getValue().strip());
            if (good.isPresent()) {
                return good.get();
            }
            flaws.add(named(setting, value.get()) + "; give " + setting.format().allowed());
        }
        return setting.defaultValue();
    }

    private static String named(Setting<?> setting, ConfigValue value) {
        String shown = setting.format().isSecret() ? "wrong" : "'" + printable(value.getValue()) + "'";
        return setting.name() + " is " + shown + " (" + Place.of(value).words + ")";
    }

    private static String printable(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private Map<String, String> dotEnv() {
        Path file = directory.resolve(".env");
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            DotEnv dotEnv = new DotEnv(Files.readAllLines(file, UTF_8));
            flaws.addAll(dotEnv.flaws());
            return dotEnv.values();
        } catch (IOException unreadable) {
            flaws.add(".env can't be read as UTF-8 text (" + unreadable + "); mend it or remove it");
            return Map.of();
        }
    }

    private Map<String, String> propertiesFile(Optional<ConfigValue> named) {
        Path file = directory.resolve(named.map(ConfigValue::getValue).orElse(Settings.CONFIG.defaultText()));
        if (named.isEmpty() && !Files.exists(file)) {
            return Map.of();
        }
        String said = named.map(value -> named(Settings.CONFIG, value)).orElse(file.toString());
        if (!Files.isRegularFile(file)) {
            flaws.add(said + "; there is no such file: give "
                    + Settings.CONFIG.format().allowed());
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            flaws.add(said + "; it can't be read as a properties file in UTF-8: " + unreadable.getMessage());
        }
        return Sources.asMap(properties);
    }

    private List<String> warnings() {
        List<String> known = Settings.all().stream().map(Setting::name).toList();
        List<String> warnings = new ArrayList<>();
        places.forEach((place, entries) -> {
            for (String name : new TreeSet<>(entries.keySet())) {
                String asVariable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
                if (asVariable.startsWith(Settings.PREFIX) && !known.contains(asVariable)) {
                    warnings.add("There is no setting " + name + " (" + place.words + ")"
                            + Nearest.to(asVariable, known)
                                    .map(meant -> "; did you mean " + meant + "?")
                                    .orElse("; --help lists them all"));
                }
            }
        });
        return warnings;
    }
}

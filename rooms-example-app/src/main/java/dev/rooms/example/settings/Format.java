package dev.rooms.example.settings;

import dev.rooms.security.OriginPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a setting is written.
 *
 * @param allowed what may be given, to follow the word "give"
 * @param reader reads a text that is trimmed and not empty; empty when it isn't allowed
 * @param isSecret whether it is shown to nobody, not even when it is wrong
 * @param <T> what is read
 */
public record Format<T>(String allowed, Function<String, Optional<T>> reader, boolean isSecret) {
    static final String NONE = "none";

    private static final Pattern BYTES = Pattern.compile("(\\d{1,10})\\s*([kmg]i)?b?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("(\\d{1,10})\\s*(ms|s|m|h)", Pattern.CASE_INSENSITIVE);

    Format(String allowed, Function<String, Optional<T>> reader) {
        this(allowed, reader, false);
    }

    Optional<T> read(String text) {
        return reader.apply(text);
    }

    /** A whole number between two others, both of which are allowed. */
    static Format<Integer> wholeNumber(int least, int most) {
        String allowed = most == Integer.MAX_VALUE
                ? "a whole number, " + least + " or more"
                : "a whole number from " + least + " to " + most;
        return new Format<>(allowed, text -> {
            try {
                return Optional.of(Integer.valueOf(text)).filter(number -> number >= least && number <= most);
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        });
    }

    /** A number of bytes between two others, with or without KiB, MiB or GiB. */
    static Format<Long> bytes(long least, long most) {
        String allowed = "bytes from " + least + " to " + show(most) + ", such as 65536, 64KiB or 1MiB";
        return new Format<>(allowed, text -> bytesOf(text).filter(bytes -> bytes >= least && bytes <= most));
    }

    /** A time between two others, as a number with its unit or as ISO-8601 has it. */
    static Format<Duration> time(Duration least, Duration most) {
        String allowed = "a time from " + show(least) + " to " + show(most) + ", such as 500ms, 25s, 2m or PT25S";
        return new Format<>(
                allowed, text -> timeOf(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
    }

    /** One constant of an enum, in lower case and with hyphens. */
    static <E extends Enum<E>> Format<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String allowed = constants.stream().map(Format::show).collect(Collectors.joining(", ", "one of: ", ""));
        return new Format<>(
                allowed,
                text -> constants.stream()
                        .filter(constant -> show(constant).equalsIgnoreCase(text))
                        .findFirst());
    }

    /** Any text. */
    static Format<String> text(String allowed) {
        return new Format<>(allowed, Optional::of);
    }

    /** A text of that pattern. */
    static Format<String> name(String allowed, String pattern) {
        return new Format<>(allowed, text -> Optional.of(text).filter(name -> name.matches(pattern)));
    }

    /** True or false. */
    static Format<Boolean> flag() {
        return new Format<>("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Something that may be left out, and that nobody is to see. */
    static <T> Format<Optional<T>> secret(String allowed, Function<String, T> reader) {
        return new Format<>(
                allowed + ", or none",
                text -> {
                    if (text.equalsIgnoreCase(NONE)) {
                        return Optional.of(Optional.empty());
                    }
                    try {
                        return Optional.of(Optional.of(reader.apply(text)));
                    } catch (IllegalArgumentException unfit) {
                        return Optional.empty();
                    }
                },
                true);
    }

    /** Whose pages may connect. */
    static Format<OriginPolicy> origins() {
        return new Format<>("*, same-host, or origins such as https://example.org with commas between them", text -> {
            if (text.equals("*")) {
                return Optional.of(OriginPolicy.any());
            }
            if (text.equalsIgnoreCase("same-host")) {
                return Optional.of(OriginPolicy.sameHost());
            }
            try {
                return Optional.of(OriginPolicy.of(
                        Arrays.stream(text.split(",", -1)).map(String::trim).toList()));
            } catch (IllegalArgumentException notAnOrigin) {
                return Optional.empty();
            }
        });
    }

    /** Bytes as one would write them. */
    static String show(long bytes) {
        for (Unit unit : List.of(Unit.GI, Unit.MI, Unit.KI)) {
            if (bytes >= unit.bytes && bytes % unit.bytes == 0) {
                return bytes / unit.bytes + unit.shown;
            }
        }
        return Long.toString(bytes);
    }

    /** A time as one would write it. */
    static String show(Duration time) {
        if (time.toMillisPart() != 0) {
            return time.toMillis() + "ms";
        }
        return time.toHours() > 0 && time.toMinutesPart() == 0 && time.toSecondsPart() == 0
                ? time.toHours() + "h"
                : time.toSeconds() + "s";
    }

    /** A constant as one would write it. */
    static String show(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Long> bytesOf(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = matcher.group(2) == null ? 1 : Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)).bytes;
        return Optional.of(Long.parseLong(matcher.group(1)) * unit);
    }

    private static Optional<Duration> timeOf(String text) {
        Matcher matcher = TIME.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private enum Unit {
        KI(1L << 10, "KiB"),
        MI(1L << 20, "MiB"),
        GI(1L << 30, "GiB");

        private final long bytes;
        private final String shown;

        Unit(long bytes, String shown) {
            this.bytes = bytes;
            this.shown = shown;
        }
    }
}

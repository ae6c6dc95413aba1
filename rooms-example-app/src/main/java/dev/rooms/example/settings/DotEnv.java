package dev.rooms.example.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file as shells and container tools write it: {@code NAME=value} lines, with comments, quotes and
 * {@code export}. Nothing is substituted.
 */
final class DotEnv {
    private static final Pattern LINE = Pattern.compile(
            "(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|(.*?))\\s*(?:\\s#.*)?");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> flaws = new ArrayList<>();

    DotEnv(List<String> lines) {
        for (int number = 1; number <= lines.size(); number++) {
            read(number, lines.get(number - 1).strip());
        }
    }

    private void read(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            // The line itself isn't shown: such a file may hold secrets.
            flaws.add("Line " + number + " of .env can't be read; write NAME=value, or # before a comment");
            return;
        }
        for (int group = 2; group <= 4; group++) {
            if (matcher.group(group) != null) {
                values.put(matcher.group(1), matcher.group(group));
            }
        }
    }

    Map<String, String> values() {
        return values;
    }

    /** What is wrong with it, line by line. */
    List<String> flaws() {
        return flaws;
    }
}

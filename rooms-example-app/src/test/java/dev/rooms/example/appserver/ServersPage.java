package dev.rooms.example.appserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table in {@code docs/appservers.md}, between its markers. A server that didn't run now keeps the row that it has. */
final class ServersPage {
    private static final Path FILE = Path.of("..", "docs", "appservers.md");
    private static final String START = "<!-- servers -->\n";
    private static final String END = "<!-- end of servers -->";

    private ServersPage() {}

    /** Puts those rows into the page. */
    static void put(List<String> rows) throws IOException {
        Files.writeString(FILE, with(rows, Files.readString(FILE, UTF_8)), UTF_8);
    }

    /** That page with those rows in the place of those of the same servers. */
    static String with(List<String> rows, String page) {
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        if (start < START.length() || end < start) {
            throw new IllegalArgumentException("the page has no " + START + " with " + END + " behind it");
        }
        Map<String, String> byTitle = new LinkedHashMap<>();
        page.substring(start, end).lines().forEach(line -> byTitle.put(title(line), line));
        rows.forEach(row -> byTitle.put(title(row), row));

        List<String> table = new ArrayList<>();
        List<String> titles = new ArrayList<>(List.of("server", "version", "Java"));
        titles.addAll(Arrays.stream(Kind.values()).map(Kind::title).toList());
        table.add("| " + String.join(" | ", titles) + " |");
        table.add("|" + " --- |".repeat(titles.size()));
        AppServers.ALL.stream()
                .map(AppServer::title)
                .filter(byTitle::containsKey)
                .map(byTitle::get)
                .forEach(table::add);
        return page.substring(0, start) + String.join("\n", table) + "\n" + page.substring(end);
    }

    private static String title(String row) {
        String[] cells = row.split("\\|", -1);
        return cells.length > 1 ? cells[1].strip() : "";
    }
}

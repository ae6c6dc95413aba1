package dev.rooms.bench.page;

import java.util.Collections;

/** A Markdown table, row by row. Not thread-safe. */
public final class Table {
    private final StringBuilder text = new StringBuilder();

    /** A table with these titles, without rows. */
    public Table(String... titles) {
        row((Object[]) titles);
        row(Collections.nCopies(titles.length, "---").toArray());
    }

    /** One row more. */
    public void row(Object... cells) {
        text.append('|');
        for (Object cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

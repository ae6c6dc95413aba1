package dev.rooms.bench.page;

import java.util.Collections;

/** A Markdown table, row by row. Not thread-safe. */
public final class Table {
    private static final int ROWS_OF_TITLES = 2;

    private final StringBuilder text = new StringBuilder();
    private int rows;

    /** A table with these titles, without rows. */
    public Table(String... titles) {
        row((Object[]) titles);
        row(Collections.nCopies(titles.length, "---").toArray());
    }

    /** One row more. */
    public void row(Object... cells) {
        rows++;
        text.append('|');
        for (Object cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
    }

    /** Whether there is more than the titles. */
    public boolean hasRows() {
        return rows > ROWS_OF_TITLES;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

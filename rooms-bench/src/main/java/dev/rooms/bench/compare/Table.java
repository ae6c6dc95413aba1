package dev.rooms.bench.compare;

import java.util.Collections;
import java.util.Locale;

/** A Markdown table, row by row. Not thread-safe. */
final class Table {
    private static final String NOT_MEASURED = "–";

    private static final int ROWS_OF_TITLES = 2;

    private final StringBuilder text = new StringBuilder();
    private int rows;

    Table(String... titles) {
        row((Object[]) titles);
        row(Collections.nCopies(titles.length, "---").toArray());
    }

    void row(Object... cells) {
        rows++;
        text.append('|');
        for (Object cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
    }

    boolean hasRows() {
        return rows > ROWS_OF_TITLES;
    }

    /** The median of a series, by a format for one number. */
    static String median(String format, Series series) {
        return series.isEmpty() ? NOT_MEASURED : number(format, series.median());
    }

    /** The median, and from where to where the rounds went. */
    static String spread(String format, Series series) {
        if (series.rounds().size() < 2) {
            return median(format, series);
        }
        return number(format, series.median()) + " (" + number(format, series.min()) + "–"
                + number(format, series.max()) + ")";
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

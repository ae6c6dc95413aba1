package dev.rooms;

import java.util.List;

/**
 * Some of many, in order.
 *
 * @param items these
 * @param total how many there are in all
 * @param hasMore whether some follow after the last of these
 */
public record Page<T>(List<T> items, int total, boolean hasMore) {
    public Page {
        items = List.copyOf(items);
    }
}

/** Markdown for the documentation. */
@NullMarked
package dev.rooms.bench.page;

import org.jspecify.annotations.NullMarked;

/** The programs that {@link dev.rooms.bench.compare.Compare} starts: our servers, and what they are measured against. */
@NullMarked
package dev.rooms.bench.peer;

import org.jspecify.annotations.NullMarked;

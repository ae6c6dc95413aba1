/** What happened so far, in numbers. */
@NullMarked
package dev.rooms.metrics;

import org.jspecify.annotations.NullMarked;

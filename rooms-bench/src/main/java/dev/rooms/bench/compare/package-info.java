/** All servers under one load in one run: what is measured, in which order, and how it is told. */
@NullMarked
package dev.rooms.bench.compare;

import org.jspecify.annotations.NullMarked;

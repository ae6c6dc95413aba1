/** JSON in and out: read strictly, validated, every offending field named. */
@NullMarked
package dev.rooms.payload;

import org.jspecify.annotations.NullMarked;

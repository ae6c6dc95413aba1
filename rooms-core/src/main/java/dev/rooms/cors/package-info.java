/** Which pages may read what HTTP answers. */
@NullMarked
package dev.rooms.cors;

import org.jspecify.annotations.NullMarked;

/** How events become frames, and frames events. */
@NullMarked
package dev.rooms.protocol;

import org.jspecify.annotations.NullMarked;

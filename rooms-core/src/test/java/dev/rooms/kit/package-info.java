/** What an implementor of a seam tests his work with: the compatibility kits, and clients without a transport. */
@NullMarked
package dev.rooms.kit;

import org.jspecify.annotations.NullMarked;

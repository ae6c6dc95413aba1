/** Who may connect, join and send: three questions, each answered by a lambda. */
@NullMarked
package dev.rooms.security;

import org.jspecify.annotations.NullMarked;

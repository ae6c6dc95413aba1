/** The plain protocol: one JSON envelope in each text message (CONTRACT §3). */
@NullMarked
package dev.rooms.protocol.json;

import org.jspecify.annotations.NullMarked;

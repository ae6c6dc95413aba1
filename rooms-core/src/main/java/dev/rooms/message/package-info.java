/** What clients and server say to each other: the payloads of CONTRACT §1. */
@NullMarked
package dev.rooms.message;

import org.jspecify.annotations.NullMarked;

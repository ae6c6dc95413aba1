/**
 * RFC 6455 as the Autobahn suite checks it: every case that the suite's fuzzing client has for a server, as a table, and a
 * client that plays it with raw bytes.
 */
@NullMarked
package dev.rooms.undertow.autobahn;

import org.jspecify.annotations.NullMarked;

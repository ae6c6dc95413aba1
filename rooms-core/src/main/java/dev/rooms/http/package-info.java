/** The HTTP API of CONTRACT §4 as functions from a request to an answer, for any HTTP server to carry. */
@NullMarked
package dev.rooms.http;

import org.jspecify.annotations.NullMarked;

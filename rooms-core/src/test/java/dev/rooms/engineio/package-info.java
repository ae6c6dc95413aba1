/** Tests of Engine.IO v4 without a transport: requests and WebSockets are calls. */
@NullMarked
package dev.rooms.engineio;

import org.jspecify.annotations.NullMarked;

/** Several example servers, joined by Redis, as one. */
@NullMarked
package dev.rooms.example.cluster;

import org.jspecify.annotations.NullMarked;

/** The full server as a web application: rooms-example.war. */
@NullMarked
package dev.rooms.example.web;

import org.jspecify.annotations.NullMarked;

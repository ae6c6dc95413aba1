/** What a team adds to the WAR on a server with CDI, to be tried there. */
@NullMarked
package dev.rooms.example.appserver.beans;

import org.jspecify.annotations.NullMarked;

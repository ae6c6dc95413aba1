/** What can be set, where it is read from, and what is said when it is wrong. */
@NullMarked
package dev.rooms.example.settings;

import org.jspecify.annotations.NullMarked;

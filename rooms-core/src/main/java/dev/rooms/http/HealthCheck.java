package dev.rooms.http;

/**
 * Looks after something that the server needs, such as a database. It may block: it runs on the rooms' executor, never twice at
 * once. What it throws, or no answer within five seconds, counts as down.
 */
@FunctionalInterface
public interface HealthCheck {
    /** How it is doing now. */
    Health check();
}

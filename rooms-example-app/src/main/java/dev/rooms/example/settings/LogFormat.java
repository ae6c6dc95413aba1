package dev.rooms.example.settings;

/** What a line of the log looks like. */
public enum LogFormat {
    /** For a person. */
    TEXT,
    /** One JSON object for each line, for a collector. */
    JSON
}

package dev.rooms;

/** One event as it came in: its name, its JSON, and the way to acknowledge it. Thread-safe. */
public interface Incoming {

    /** The event's name. */
    String event();

    /** The event's data as the client wrote it: its first value, JSON's null when there is none. */
    Json json();

    /** All of the event's data, its binary attachments too. */
    Arguments arguments();

    /** Whether the client waits for an acknowledgement. */
    boolean wantsAcknowledgement();

    /**
     * Acknowledges the event, now or later. Has no effect the second time, when the client doesn't wait for it, or when
     * it has gone.
     *
     * @param data what Jackson can serialise, {@link Json}, or {@link Arguments}
     */
    void acknowledge(Object data);
}

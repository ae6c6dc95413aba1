package dev.rooms.protocol;

import dev.rooms.Json;
import dev.rooms.transport.Frame;

/**
 * Turns text into events and events into frames. A room may hold clients of several protocols; one event is framed once
 * for each. Thread-safe, and without state of its own.
 */
public interface Protocol {

    /** Frames an event, for any number of recipients. */
    Frame event(String event, Json data);

    /** Reads a text message and tells the peer what it says; never throws for what a client sent. */
    void text(String text, Peer peer);
}

package dev.rooms.protocol;

/** A protocol whose every text message is an event by itself. Thread-safe, and without state of its own. */
public interface TextProtocol extends Protocol {

    /** Reads a text message and tells the peer what it says; never throws for what a client sent. */
    void text(String text, Peer peer);
}

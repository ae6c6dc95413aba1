package dev.rooms;

/** How an event is to be handled. */
public enum EventOption {
    /**
     * The handler never blocks, so it runs where the event came in (an I/O thread), unless earlier events of the same
     * client still wait for their handlers.
     */
    NON_BLOCKING,

    /**
     * Plain JSON clients get an acknowledgement even when they didn't give an {@code ackId}, as CONTRACT §3 has it for
     * joining and leaving. Socket.IO has no way to answer an event whose sender asked for nothing.
     */
    ALWAYS_ACKNOWLEDGED
}

package dev.rooms.protocol.socketio;

/** Says that a client doesn't speak Socket.IO v5, so that its connection is closed. */
public final class ProtocolViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProtocolViolationException(String message) {
        // Thrown for every bad input: the stack trace would cost more than the close.
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

package dev.rooms.message;

/**
 * Tells that a client connected or disconnected (CONTRACT §1).
 *
 * @param clientId its id
 * @param clientName its name
 * @param message "Client connected" or "Client disconnected"
 */
public record ClientConnection(String clientId, String clientName, String message) {

    /** That the client connected. */
    public static ClientConnection connected(String clientId, String clientName) {
        return new ClientConnection(clientId, clientName, "Client connected");
    }

    /** That the client disconnected. */
    public static ClientConnection disconnected(String clientId, String clientName) {
        return new ClientConnection(clientId, clientName, "Client disconnected");
    }
}

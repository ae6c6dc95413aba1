package dev.rooms.protocol.socketio;

import org.jspecify.annotations.Nullable;

/**
 * What stands before a packet's JSON: {@code <type>[<attachments>-][<namespace>,][<ack id>]} (Socket.IO v5, "Packet
 * encoding").
 *
 * @param type from {@link #CONNECT} to {@link #BINARY_ACK}
 * @param attachments how many binary frames follow; 0 for all types but the binary ones, which have at least one
 * @param namespace with its slash, without its query
 * @param ackId digits without leading zeros; null when there is none
 * @param end where the JSON begins
 */
record PacketHeader(
        char type,
        int attachments,
        String namespace,
        @Nullable String ackId,
        int end) {
    static final char CONNECT = '0';
    static final char DISCONNECT = '1';
    static final char EVENT = '2';
    static final char ACK = '3';
    static final char CONNECT_ERROR = '4';
    static final char BINARY_EVENT = '5';
    static final char BINARY_ACK = '6';

    /** Longer than any number that counts events, and than JavaScript can count. */
    private static final int MAX_ACK_ID_DIGITS = 20;

    private static final int MAX_ATTACHMENTS_DIGITS = 9;

    /** Reads the head of a packet, or throws what is wrong with it. */
    static PacketHeader read(String text, int maxAttachments) {
        if (text.isEmpty() || text.charAt(0) < CONNECT || text.charAt(0) > BINARY_ACK) {
            throw new ProtocolViolationException("a packet must begin with its type, a digit from 0 to 6");
        }
        char type = text.charAt(0);
        int at = 1;
        int attachments = 0;
        if (type == BINARY_EVENT || type == BINARY_ACK) {
            int dash = endOfDigits(text, at);
            attachments = attachments(text.substring(at, dash), maxAttachments);
            if (dash == text.length() || text.charAt(dash) != '-') {
                throw new ProtocolViolationException("a binary packet's number of attachments must end with '-'");
            }
            at = dash + 1;
        }
        String namespace = "/";
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            int query = text.indexOf('?', at);
            namespace = end == at + 1 ? "/" : text.substring(at, query < 0 || query > end ? end : query);
            at = comma < 0 ? end : end + 1;
        }
        int endOfId = endOfDigits(text, at);
        String ackId = endOfId == at ? null : ackId(text, at, endOfId);
        return new PacketHeader(type, attachments, namespace, ackId, endOfId);
    }

    private static int attachments(String digits, int max) {
        if (digits.isEmpty()) {
            throw new ProtocolViolationException("a binary packet must say how many attachments it has");
        }
        // An int can't hold more, and no limit is so high.
        int count = digits.length() > MAX_ATTACHMENTS_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (count < 1 || count > max) {
            throw new ProtocolViolationException("a binary packet may have 1 to " + max + " attachments");
        }
        return count;
    }

    private static String ackId(String text, int from, int end) {
        // JavaScript's clients and servers read a number, and answer with it as they print it.
        int start = from;
        while (start < end - 1 && text.charAt(start) == '0') {
            start++;
        }
        if (end - start > MAX_ACK_ID_DIGITS) {
            throw new ProtocolViolationException(
                    "an acknowledgement's id must not have more than " + MAX_ACK_ID_DIGITS + " digits");
        }
        return text.substring(start, end);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    boolean isBinary() {
        return attachments > 0;
    }
}

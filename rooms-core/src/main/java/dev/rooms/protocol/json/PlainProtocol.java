package dev.rooms.protocol.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.ErrorMessage;
import dev.rooms.payload.Payloads;
import dev.rooms.protocol.Peer;
import dev.rooms.protocol.Protocol;
import dev.rooms.protocol.Received;
import dev.rooms.transport.Frame;
import org.jspecify.annotations.Nullable;

/** {@code {"event": "...", "data": ..., "ackId": ...}} in both directions (CONTRACT §3). */
public final class PlainProtocol implements Protocol {
    private final EnvelopeReader envelopes;

    /** Reads envelopes with those limits. */
    public PlainProtocol(Payloads payloads) {
        this.envelopes = new EnvelopeReader(payloads);
    }

    @Override
    public Frame event(String event, Json data) {
        return frame(event, data, null);
    }

    @Override
    public void text(String text, Peer peer) {
        Envelope envelope;
        try {
            envelope = envelopes.read(text);
        } catch (RefusedException malformed) {
            peer.refused(new ErrorMessage(malformed.getMessage(), null, malformed.errors()));
            return;
        }
        Json ackId = envelope.ackId();
        peer.received(
                new Received(envelope.event(), envelope.data(), ackId != null, answer -> frame("ack", answer, ackId)));
    }

    private static Frame frame(String event, Json data, @Nullable Json ackId) {
        StringBuilder text = new StringBuilder(40 + event.length() + data.text().length());
        text.append("{\"event\":\"");
        JsonStringEncoder.getInstance().quoteAsString(event, text);
        text.append("\",\"data\":").append(data.text());
        if (ackId != null) {
            text.append(",\"ackId\":").append(ackId.text());
        }
        return Frame.text(text.append('}').toString());
    }
}

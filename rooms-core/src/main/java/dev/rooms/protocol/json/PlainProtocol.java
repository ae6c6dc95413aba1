package dev.rooms.protocol.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rooms.Json;
import dev.rooms.RefusedException;
import dev.rooms.message.ErrorMessage;
import dev.rooms.payload.ParsedArguments;
import dev.rooms.payload.Payloads;
import dev.rooms.protocol.Outgoing;
import dev.rooms.protocol.Packet;
import dev.rooms.protocol.Peer;
import dev.rooms.protocol.Received;
import dev.rooms.protocol.TextProtocol;
import dev.rooms.transport.Frame;
import org.jspecify.annotations.Nullable;

/** {@code {"event": "...", "data": ..., "ackId": ...}} in both directions (CONTRACT §3). */
public final class PlainProtocol implements TextProtocol {
    private static final String ACKNOWLEDGEMENT = "ack";

    private final Payloads payloads;
    private final EnvelopeReader envelopes;

    /** Reads envelopes with those limits. */
    public PlainProtocol(Payloads payloads) {
        this.payloads = payloads;
        this.envelopes = new EnvelopeReader(payloads);
    }

    @Override
    public Packet event(Outgoing event) {
        return packet(event.event(), payloads.plainText(event.content()), event.ackId());
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
        ParsedArguments arguments = ParsedArguments.of(envelope.data());
        Json ackId = envelope.ackId();
        if (ackId != null && envelope.event().equals(ACKNOWLEDGEMENT) && peer.acknowledged(ackId.text(), arguments)) {
            return;
        }
        peer.received(new Received(
                envelope.event(),
                arguments,
                ackId != null,
                true,
                answer -> packet(ACKNOWLEDGEMENT, payloads.plainText(answer), ackId == null ? null : ackId.text())));
    }

    private static Packet packet(String event, String data, @Nullable String ackId) {
        StringBuilder text = new StringBuilder(40 + event.length() + data.length());
        text.append("{\"event\":\"");
        JsonStringEncoder.getInstance().quoteAsString(event, text);
        text.append("\",\"data\":").append(data);
        if (ackId != null) {
            text.append(",\"ackId\":").append(ackId);
        }
        return Packet.of(Frame.text(text.append('}').toString()));
    }
}

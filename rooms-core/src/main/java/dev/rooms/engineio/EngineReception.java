package dev.rooms.engineio;

import dev.rooms.transport.Admission;
import dev.rooms.transport.ClientChannel;
import dev.rooms.transport.Handshake;
import dev.rooms.transport.Reception;
import dev.rooms.transport.Session;
import java.util.Optional;

/** Where WebSockets arrive: those of new sessions, and those that a session which polls wants to change to. */
final class EngineReception implements Reception {
    private final EngineSessions sessions;
    private final EngineHandshake checks;

    EngineReception(EngineSessions sessions) {
        this.sessions = sessions;
        this.checks = new EngineHandshake(sessions);
    }

    @Override
    public Admission admit(Handshake handshake) {
        Optional<EngineError> flaw = checks.transportFlaw(handshake.query(), EngineTransport.WEBSOCKET);
        if (flaw.isPresent()) {
            return flaw.get().refused();
        }
        Optional<String> sid = EngineHandshake.sid(handshake.query());
        if (sid.isPresent()) {
            return admitUpgrade(handshake, sid.get());
        }
        Optional<EngineError> refusal = checks.refusal(handshake);
        if (refusal.isPresent()) {
            return refusal.get().refused();
        }
        return (Admission.Granted) channel -> open(channel, handshake);
    }

    private Session open(ClientChannel channel, Handshake handshake) {
        EngineSession session = EngineSession.overWebSocket(sessions, channel);
        channel.send(EnginePackets.open(session.id(), false, sessions.settings()));
        sessions.add(session, handshake);
        return session.link();
    }

    private Admission admitUpgrade(Handshake handshake, String sid) {
        Optional<EngineSession> session = sessions.find(sid);
        if (session.isEmpty()) {
            return EngineError.UNKNOWN_SID.refused();
        }
        if (!sessions.settings().allowUpgrades() || !EngineHandshake.isRevision4(handshake.query())) {
            return EngineError.BAD_REQUEST.refused();
        }
        // Last, as it keeps others away for a while.
        Optional<Upgrade> upgrade =
                session.get().polling().map(LongPolling::upgrade).filter(Upgrade::mayBegin);
        if (upgrade.isEmpty()) {
            return EngineError.BAD_REQUEST.refused();
        }
        return (Admission.Granted) channel -> WebSocketLink.probing(session.get(), channel, upgrade.get());
    }

    @Override
    public int maxMessageBytes() {
        return sessions.settings().maxPayload();
    }

    @Override
    public long maxWaitingBytes() {
        return sessions.settings().maxWaitingBytes();
    }
}

package dev.rooms.engineio;

import dev.rooms.transport.Admission;
import dev.rooms.transport.Handshake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what requests say of themselves (Engine.IO v4, "Handshake"). Thread-safe. */
final class EngineHandshake {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    private final EngineSessions sessions;
    private final EngineSettings settings;

    EngineHandshake(EngineSessions sessions) {
        this.sessions = sessions;
        this.settings = sessions.settings();
    }

    /** The session that a request belongs to; empty when it wants a new one. */
    static Optional<String> sid(Map<String, List<String>> query) {
        return parameter(query, "sid").filter(sid -> !sid.isEmpty());
    }

    private static Optional<String> parameter(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** What is wrong with the transport that a request over this one names. */
    Optional<EngineError> transportFlaw(Map<String, List<String>> query, EngineTransport comesOver) {
        String named = parameter(query, "transport").orElse("");
        if (settings.transports().stream()
                .noneMatch(allowed -> allowed.parameter().equals(named))) {
            return Optional.of(EngineError.UNKNOWN_TRANSPORT);
        }
        return named.equals(comesOver.parameter()) ? Optional.empty() : Optional.of(EngineError.BAD_REQUEST);
    }

    /** Whether a request speaks revision 4 of the protocol. */
    static boolean isRevision4(Map<String, List<String>> query) {
        return parameter(query, "EIO").filter("4"::equals).isPresent();
    }

    /** Why a new session is refused whose transport is right. */
    Optional<EngineError> refusal(Handshake handshake) {
        if (sessions.isClosed()) {
            return Optional.of(EngineError.SHUTTING_DOWN);
        }
        if (!isRevision4(handshake.query())) {
            return Optional.of(EngineError.UNSUPPORTED_VERSION);
        }
        if (!isOriginAllowed(handshake)) {
            return Optional.of(EngineError.FOREIGN_ORIGIN);
        }
        return ask(handshake).map(EngineError::of);
    }

    private boolean isOriginAllowed(Handshake handshake) {
        Optional<String> origin = handshake.header("origin");
        if (origin.isEmpty() && handshake.kind() == Handshake.Kind.POLLING) {
            // Browsers name no origin when a page reads from its own host, cookies or not. A foreign page that hides
            // where it is from can't read the answer, and so never learns the session's id.
            return true;
        }
        return settings.origins().allows(origin, handshake.header("host"), hasForeignCookies(handshake));
    }

    /** Whether there are cookies besides our own, which a client that is no browser may well keep. */
    private boolean hasForeignCookies(Handshake handshake) {
        return handshake
                .header("cookie")
                .filter(cookies -> !Arrays.stream(cookies.split(";", -1))
                        .allMatch(pair -> settings.cookie()
                                .filter(own -> pair.strip().startsWith(own + "="))
                                .isPresent()))
                .isPresent();
    }

    private Optional<Admission.Refused> ask(Handshake handshake) {
        try {
            return settings.gate().refusal(handshake);
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.WARNING, "The gate failed, so the handshake is refused", failure);
            return Optional.of(EngineError.FAILED.refused());
        }
    }
}

package dev.rooms.security;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may connect, against pages that borrow a visitor's cookies (RFC 6455 §10.2), and which may read the
 * HTTP API's answers (CORS). Immutable.
 *
 * <p>Programs that aren't browsers send no {@code Origin}; {@link #sameHost()} and {@link #of} let them in unless they
 * send cookies, which only a browser does unasked.
 */
public final class OriginPolicy {
    private enum Rule {
        ANY,
        SAME_HOST,
        LISTED
    }

    private static final OriginPolicy ANY = new OriginPolicy(Rule.ANY, Set.of());
    private static final OriginPolicy SAME_HOST = new OriginPolicy(Rule.SAME_HOST, Set.of());

    private final Rule rule;
    private final Set<String> listed;

    private OriginPolicy(Rule rule, Set<String> listed) {
        this.rule = rule;
        this.listed = listed;
    }

    /** Every page, even with cookies. For public servers that use none. */
    public static OriginPolicy any() {
        return ANY;
    }

    /** Pages that came from the host and port that they connect to; the library's default. */
    public static OriginPolicy sameHost() {
        return SAME_HOST;
    }

    /**
     * Pages from these origins, such as {@code https://example.org}, and from the same host.
     *
     * @throws IllegalArgumentException when one isn't scheme, host and optional port
     */
    public static OriginPolicy of(List<String> origins) {
        for (String origin : origins) {
            if (!origin.matches("[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\s]+")) {
                throw new IllegalArgumentException("'" + origin + "' is no origin; write it like https://example.org");
            }
        }
        return new OriginPolicy(
                Rule.LISTED,
                origins.stream()
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a handshake with these headers may connect. */
    public boolean allows(Optional<String> origin, Optional<String> host, boolean hasCookies) {
        if (rule == Rule.ANY) {
            return true;
        }
        return origin.map(named -> isListed(named) || isSameHost(named, host.orElse(null)))
                .orElse(!hasCookies);
    }

    /** Whether a page from there may read an answer, where it isn't from the same host; for CORS. */
    public boolean allowsReading(String origin) {
        return rule == Rule.ANY || isListed(origin);
    }

    /** Whether every page may read every answer. */
    public boolean isAny() {
        return rule == Rule.ANY;
    }

    private boolean isListed(String origin) {
        return listed.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static boolean isSameHost(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }
}

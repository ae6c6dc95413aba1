package dev.rooms;

import java.time.Duration;
import java.util.Optional;

/**
 * What is Socket.IO's own. Heartbeat, sizes and rates are in {@link Limits}. Immutable.
 *
 * @param connectTimeout time that a connection may be without a client: until its first namespace is joined, and after the
 *     last was left; default 45 s. Then it is closed
 * @param upgradeTimeout time that the change from long-polling to WebSocket may take; default 10 s. Then polling goes on
 * @param attachmentsTimeout time that the binary attachments of one packet may take; default 45 s. Then it is closed
 * @param maxAttachments binary attachments of one packet; default 10, the reference's. More closes the connection
 * @param cookie name of a cookie with the session's id, for load balancers that keep a client's requests on one server;
 *     empty, the default, is none
 */
public record SocketIoSettings(
        Duration connectTimeout,
        Duration upgradeTimeout,
        Duration attachmentsTimeout,
        int maxAttachments,
        Optional<String> cookie) {
    /** The defaults. */
    public static final SocketIoSettings DEFAULTS = new SocketIoSettings(
            Duration.ofSeconds(45), Duration.ofSeconds(10), Duration.ofSeconds(45), 10, Optional.empty());

    /**
     * Checks that each value is one that can be kept.
     *
     * @throws IllegalArgumentException that names the setting, its value and what is allowed
     */
    public SocketIoSettings {
        positive(connectTimeout, "connectTimeout");
        positive(upgradeTimeout, "upgradeTimeout");
        positive(attachmentsTimeout, "attachmentsTimeout");
        if (maxAttachments < 0) {
            throw new IllegalArgumentException("maxAttachments is " + maxAttachments + "; give 0 or more");
        }
        if (cookie.filter(name -> !name.matches("[A-Za-z0-9_-]+")).isPresent()) {
            throw new IllegalArgumentException(
                    "cookie is '" + cookie.get() + "'; give letters, digits, hyphens and underscores");
        }
    }

    private static void positive(Duration value, String name) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; give 1 ms or more");
        }
    }

    /** These settings with another {@code connectTimeout}. */
    public SocketIoSettings withConnectTimeout(Duration value) {
        return new SocketIoSettings(value, upgradeTimeout, attachmentsTimeout, maxAttachments, cookie);
    }

    /** These settings with another {@code upgradeTimeout}. */
    public SocketIoSettings withUpgradeTimeout(Duration value) {
        return new SocketIoSettings(connectTimeout, value, attachmentsTimeout, maxAttachments, cookie);
    }

    /** These settings with another {@code attachmentsTimeout}. */
    public SocketIoSettings withAttachmentsTimeout(Duration value) {
        return new SocketIoSettings(connectTimeout, upgradeTimeout, value, maxAttachments, cookie);
    }

    /** These settings with another {@code maxAttachments}. */
    public SocketIoSettings withMaxAttachments(int value) {
        return new SocketIoSettings(connectTimeout, upgradeTimeout, attachmentsTimeout, value, cookie);
    }

    /** These settings with a cookie of that name. */
    public SocketIoSettings withCookie(String name) {
        return new SocketIoSettings(
                connectTimeout, upgradeTimeout, attachmentsTimeout, maxAttachments, Optional.of(name));
    }
}

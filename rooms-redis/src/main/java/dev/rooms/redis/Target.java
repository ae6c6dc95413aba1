package dev.rooms.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a URI leads to: one Redis, also one that Sentinels name, or a cluster, of which it names some nodes.
 *
 * @param entries the Redis; of a cluster the nodes that are asked first
 */
record Target(boolean isCluster, List<RedisURI> entries) {
    private static final String HOST = "(?:\\[[0-9A-Fa-f:.]+]|[^:,@/?#\\[\\]]+)(?::[0-9]+)?";
    private static final Pattern URI = Pattern.compile(
            "([a-z+-]+)://([^/?#]*@)?(" + HOST + "(?:," + HOST + ")*)((?:[/?#][^@]*)?)", Pattern.DOTALL);

    private static final String CLUSTER = "-cluster";

    /**
     * Reads it.
     *
     * @param timeout what each of them has to answer
     * @throws IllegalArgumentException when it can't be used; the message doesn't show a password
     */
    static Target read(String uri, Duration timeout) {
        Target target = read(uri)
                .orElseThrow(() -> new IllegalArgumentException("the URI of Redis, "
                        + withoutCredentials(uri) + ", can't be used; give redis://host:port, rediss://host:port,"
                        + " redis-cluster://host:port,host:port or redis-sentinel://host:port,host:port#name-of-the-master,"
                        + " with what isn't a letter or a digit in user and password percent-encoded"));
        target.entries().forEach(entry -> prepare(entry, timeout));
        return target;
    }

    static String withoutCredentials(String uri) {
        int at = uri.lastIndexOf('@');
        if (at < 0) {
            return uri;
        }
        int scheme = uri.indexOf("://");
        return (scheme < 0 || scheme > at ? "" : uri.substring(0, scheme + 3)) + "***@" + uri.substring(at + 1);
    }

    /** A node of the cluster, reached the way that the URI says. */
    RedisURI at(Node node) {
        RedisURI uri = RedisURI.builder(entries.get(0)).build();
        uri.setHost(node.host());
        uri.setPort(node.port());
        return uri;
    }

    /** Where the nodes are that the URI names. */
    Stream<Node> nodes() {
        return entries.stream().map(entry -> new Node(entry.getHost(), entry.getPort()));
    }

    private static Optional<Target> read(String uri) {
        // Lettuce takes some that are none, and part of a password for a host, which it would tell in its errors.
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1);
        if (!scheme.endsWith(CLUSTER)) {
            return create(uri).map(only -> new Target(false, List.of(only)));
        }
        String before = scheme.substring(0, scheme.length() - CLUSTER.length()) + "://"
                + Optional.ofNullable(parts.group(2)).orElse("");
        List<Optional<RedisURI>> entries = Stream.of(parts.group(3).split(","))
                .map(host -> create(before + host + parts.group(4))
                        .filter(entry -> entry.getSentinels().isEmpty()))
                .toList();
        return entries.stream().allMatch(Optional::isPresent)
                ? Optional.of(new Target(
                        true, entries.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
    }

    private static Optional<RedisURI> create(String uri) {
        try {
            RedisURI parsed = RedisURI.create(uri);
            // It doesn't see that several hosts need Sentinels, and can't reach sockets of Unix by Java alone.
            boolean usable = !parsed.getSentinels().isEmpty()
                    || (parsed.getHost() != null && !parsed.getHost().contains(","));
            return usable && parsed.getSocket() == null ? Optional.of(parsed) : Optional.empty();
        } catch (RuntimeException unreadable) {
            // Dropped, as its text shows the password.
            return Optional.empty();
        }
    }

    private static void prepare(RedisURI entry, Duration timeout) {
        entry.setTimeout(timeout);
        // What Lettuce reads from a URI it would ask for in another thread, where the handshake is then over before the
        // connection can be used.
        RedisCredentials credentials =
                entry.getCredentialsProvider().resolveCredentials().block();
        if (credentials != null) {
            entry.setCredentialsProvider(new StaticCredentialsProvider(credentials));
        }
        // It would tell Redis the client's name and version, for which a user may not have the right.
        entry.setLibraryName("");
        entry.setLibraryVersion("");
        entry.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
    }
}

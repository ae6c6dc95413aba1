package dev.rooms.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is around every letter: that it is ours, which version of this language it is in, who sent it, the how manieth it is of
 * all that he published to that channel, and, where there is a secret, a signature of all of it and the channel's name.
 * Thread-safe.
 */
final class Envelope {
    /** The version of the format. A server that meets another one drops what it brings. */
    static final int VERSION = 1;

    private static final int MAGIC = 'R';
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;
    /** More than all of it takes but the letter. */
    private static final int ROOM = 64;

    private final @Nullable SecretKeySpec key;

    Envelope(Optional<String> secret) {
        key = secret.map(text -> new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .orElse(null);
    }

    /**
     * What came.
     *
     * @param sequence counts from 1 what the sender published to this channel
     * @param letter still to be read
     */
    record Opened(NodeId sender, long sequence, WireReader letter) {}

    byte[] seal(String channel, NodeId sender, long sequence, byte[] letter) {
        WireWriter wire = new WireWriter(ROOM + letter.length)
                .octet(MAGIC)
                .octet(VERSION)
                .flag(key != null)
                .node(sender)
                .number(sequence)
                .raw(letter);
        if (key == null) {
            return wire.toBytes();
        }
        byte[] unsigned = wire.toBytes();
        return wire.raw(signature(key, channel, unsigned, unsigned.length)).toBytes();
    }

    /**
     * Opens what came on that channel.
     *
     * @throws MalformedMessage when it isn't ours, is in another version, or isn't signed as it must be
     */
    Opened open(String channel, byte[] message) {
        WireReader wire = new WireReader(message, 0, message.length);
        if (wire.octet() != MAGIC) {
            throw new MalformedMessage("it isn't ours");
        }
        int version = wire.octet();
        if (version != VERSION) {
            throw new MalformedMessage("it is in version " + version + ", and this server speaks " + VERSION);
        }
        boolean signed = wire.flag();
        if (signed != (key != null)) {
            throw new MalformedMessage(signed ? "it is signed, and this server has no secret" : "it isn't signed");
        }
        int end = signed ? message.length - SIGNATURE_BYTES : message.length;
        if (key != null && !isSigned(key, channel, message, end)) {
            throw new MalformedMessage("its signature is wrong");
        }
        WireReader signedPart = new WireReader(message, wire.position(), end);
        return new Opened(signedPart.node(), signedPart.number(), signedPart);
    }

    private static boolean isSigned(SecretKeySpec key, String channel, byte[] message, int end) {
        return end > 0
                && MessageDigest.isEqual(
                        signature(key, channel, message, end), Arrays.copyOfRange(message, end, message.length));
    }

    private static byte[] signature(SecretKeySpec key, String channel, byte[] message, int end) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(channel.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(message, 0, end);
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, missing);
        }
    }
}

package dev.rooms.undertow.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.undertow.wire.Compression;
import dev.rooms.undertow.wire.Frame;
import dev.rooms.undertow.wire.Wire;
import java.io.IOException;
import java.util.Optional;

/**
 * One row of the table for permessage-deflate: messages that are sent compressed, each after the last has come back.
 *
 * @param id the suite's number of the case
 * @param offers what the client offers, in the words of the header
 * @param agreed what the server must answer; empty when there is nothing that it can agree to, and messages go as they are
 * @param size bytes of each message
 * @param fragment bytes of each frame that the client sends; 0 for messages in one frame
 */
record DeflateCase(String id, String offers, Optional<String> agreed, Sample sample, int size, int fragment) {
    /** As many as the suite sends, where they are small. */
    private static final int MOST_MESSAGES = 1_000;

    /** Bytes that all messages of one case have together, where they are large: 216 cases are to end in a minute. */
    private static final int ENOUGH_BYTES = 512 * 1024;

    /** From here on a message must come back compressed, if it can be and that was agreed. */
    private static final int LARGE = 1024;

    private int count() {
        return Math.min(MOST_MESSAGES, ENOUGH_BYTES / size);
    }

    /** Plays it against a server. */
    void play(int port) throws IOException {
        try (Wire wire = Wire.open(port, "Sec-WebSocket-Extensions: " + offers)) {
            assertThat(wire.extensions()).as("what is agreed on").isEqualTo(agreed);
            long position = 0;
            for (int i = 0; i < count(); i++) {
                Frame message = sample.message(position, size);
                position += size;
                echo(wire, message);
            }
            Step.goodbye().take(wire);
        }
    }

    private void echo(Wire wire, Frame message) throws IOException {
        Frame sent = wire.compression().compress(message);
        (fragment == 0 ? Step.send(sent) : Step.sendInFragments(fragment, sent)).take(wire);
        Frame came = wire.read();
        if (came.rsv() == Compression.RSV1) {
            assertThat(came.payload().length).as("compressed bytes").isLessThan(size);
        } else if (agreed.isPresent() && size >= LARGE) {
            assertThat(sample.isCompressible())
                    .as("came as it was, but compressible")
                    .isFalse();
        }
        Step.Receive.requireSame(wire.compression().inflate(came), message);
    }

    @Override
    public String toString() {
        return id + " " + count() + " messages of " + size + " bytes of " + sample
                + (fragment == 0 ? "" : ", in fragments of " + fragment) + ", offering " + offers + ": "
                + agreed.map(answer -> "compressed").orElse("as they are");
    }
}

package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.closed;
import static dev.rooms.undertow.autobahn.Step.closedUnread;
import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.receiveSomeOf;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.wire.Frame.NO_CODE;
import static dev.rooms.undertow.wire.Frame.close;
import static dev.rooms.undertow.wire.Frame.continuation;
import static dev.rooms.undertow.wire.Frame.ping;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Section 7: close frames, right and wrong, and what comes after them. */
final class CloseCases {
    private static final Frame HELLO = text("Hello World!");
    private static final Frame LONG = text("BAsd7&jh23".repeat(26_215).substring(0, 256 << 10));
    private static final Frame BYE = close(1000);

    private CloseCases() {}

    static List<Case> all() {
        return List.of(
                Case.of("7.1.1", "text, then a close", send(HELLO, BYE), receive(HELLO), closed(1000)),
                Case.of("7.1.2", "two closes", send(BYE, Frame.of(Frame.CLOSE, "")), closedUnread(1000)),
                Case.of("7.1.3", "a close, then a ping", send(BYE, ping("")), closedUnread(1000)),
                Case.of("7.1.4", "a close, then text", send(BYE, HELLO), closedUnread(1000)),
                Case.of(
                        "7.1.5",
                        "a fragment, then a close, then the last fragment",
                        send(text("fragment1").more(), BYE, continuation("fragment2")),
                        closedUnread(1000)),
                // The suite leaves open whether what was sent before the close comes back.
                Case.of(
                        "7.1.6",
                        "text of 256 KiB, then text, then a close, then a ping",
                        send(LONG, HELLO, BYE, ping("")),
                        receiveSomeOf(LONG, HELLO),
                        closedUnread(1000)),
                Case.of("7.3.1", "an empty close", send(Frame.of(Frame.CLOSE, "")), closed(NO_CODE, 1000)),
                Case.of("7.3.2", "a close of 1 byte", send(Frame.of(Frame.CLOSE, "a")), failed(1002)),
                Case.of("7.3.3", "a close with a code", send(BYE), closed(1000)),
                Case.of(
                        "7.3.4",
                        "a close with a code and a reason",
                        send(close(1000, ascii("Hello World!"))),
                        closed(1000)),
                Case.of(
                        "7.3.5",
                        "a close with a reason of 123 bytes",
                        send(close(1000, ascii("*".repeat(123)))),
                        closed(1000)),
                Case.of(
                        "7.3.6",
                        "a close with a reason of 124 bytes",
                        send(close(1000, ascii("*".repeat(124)))),
                        failed(1002)),
                Case.of(
                        "7.5.1",
                        "a close with a reason that isn't UTF-8",
                        send(close(1000, HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5eda080656469746564"))),
                        failed(1007, 1002)),
                right("7.7.1", 1000),
                right("7.7.2", 1001),
                right("7.7.3", 1002),
                right("7.7.4", 1003),
                right("7.7.5", 1007),
                right("7.7.6", 1008),
                right("7.7.7", 1009),
                right("7.7.8", 1010),
                right("7.7.9", 1011),
                right("7.7.10", 3000),
                right("7.7.11", 3999),
                right("7.7.12", 4000),
                right("7.7.13", 4999),
                wrong("7.9.1", 0),
                wrong("7.9.2", 999),
                wrong("7.9.3", 1004),
                wrong("7.9.4", 1005),
                wrong("7.9.5", 1006),
                wrong("7.9.6", 1016),
                wrong("7.9.7", 1100),
                wrong("7.9.8", 2000),
                wrong("7.9.9", 2999),
                undefined("7.13.1", 5000),
                undefined("7.13.2", 65535));
    }

    private static Case right(String id, int code) {
        return Case.of(id, "a close with " + code, send(close(code)), closed(code, 1000));
    }

    private static Case wrong(String id, int code) {
        return Case.of(id, "a close with " + code, send(close(code)), failed(1002));
    }

    /** RFC 6455 §7.4.2 says nothing of these, so nothing but an end is demanded. */
    private static Case undefined(String id, int code) {
        return Case.of(id, "a close with " + code, send(close(code)), failed(1002, 1000, code));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

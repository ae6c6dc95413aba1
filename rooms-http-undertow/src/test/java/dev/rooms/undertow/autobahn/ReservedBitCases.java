package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInChops;
import static dev.rooms.undertow.autobahn.Step.sendOneByOne;
import static dev.rooms.undertow.wire.Frame.binary;
import static dev.rooms.undertow.wire.Frame.close;
import static dev.rooms.undertow.wire.Frame.ping;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.util.HexFormat;
import java.util.List;

/** Section 3: reserved bits that no extension gave a meaning. */
final class ReservedBitCases {
    private static final Frame HELLO = text("Hello, world!");
    private static final byte[] BYTES = HexFormat.of().parseHex("00fffefdfcfb00ff");

    private ReservedBitCases() {}

    static List<Case> all() {
        return List.of(
                Case.of("3.1", "text with RSV 1", send(HELLO.rsv(1)), failed(1002)),
                Case.of(
                        "3.2",
                        "text, then text with RSV 2, then a ping",
                        send(HELLO, HELLO.rsv(2), ping("")),
                        receive(HELLO),
                        failed(1002)),
                Case.of(
                        "3.3",
                        "text, then text with RSV 3, then a ping, one by one",
                        sendOneByOne(HELLO, HELLO.rsv(3), ping("")),
                        receive(HELLO),
                        failed(1002)),
                Case.of(
                        "3.4",
                        "text, then text with RSV 4, then a ping, one byte at a time",
                        sendInChops(1, HELLO, HELLO.rsv(4), ping("")),
                        receive(HELLO),
                        failed(1002)),
                Case.of("3.5", "binary with RSV 5", send(binary(BYTES).rsv(5)), failed(1002)),
                Case.of("3.6", "a ping with RSV 6", send(ping("Hello, world!").rsv(6)), failed(1002)),
                Case.of("3.7", "a close with RSV 7", send(close(1000).rsv(7)), failed(1002)));
    }
}

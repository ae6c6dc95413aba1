package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.goodbye;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInChops;
import static dev.rooms.undertow.wire.Frame.ping;
import static dev.rooms.undertow.wire.Frame.pong;

import dev.rooms.undertow.wire.Frame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Section 2: pings, and pongs that nobody asked for. */
final class PingCases {
    private static final byte[] NO_TEXT = HexFormat.of().parseHex("00fffefdfcfb00ff");
    private static final Frame[] TEN_PINGS = ten("ping");
    private static final Frame[] TEN_PONGS = ten("pong");

    private PingCases() {}

    static List<Case> all() {
        return List.of(
                Case.of("2.1", "an empty ping", send(ping("")), receive(pong("")), goodbye()),
                Case.of(
                        "2.2",
                        "a ping with text",
                        send(ping("Hello, world!")),
                        receive(pong("Hello, world!")),
                        goodbye()),
                answered("2.3", "a ping with bytes that are no text", NO_TEXT),
                answered("2.4", "a ping of 125 bytes", bytes(125)),
                Case.of("2.5", "a ping of 126 bytes", send(Frame.of(Frame.PING, bytes(126))), failed(1002)),
                Case.of(
                        "2.6",
                        "a ping of 125 bytes, one at a time",
                        sendInChops(1, Frame.of(Frame.PING, bytes(125))),
                        receive(Frame.of(Frame.PONG, bytes(125))),
                        goodbye()),
                Case.of("2.7", "an empty pong, unasked", send(pong("")), goodbye()),
                Case.of("2.8", "a pong with text, unasked", send(pong("unasked")), goodbye()),
                Case.of(
                        "2.9",
                        "a pong, unasked, then a ping",
                        send(pong("unasked"), ping("asking")),
                        receive(pong("asking")),
                        goodbye()),
                Case.of("2.10", "ten pings", send(TEN_PINGS), receive(TEN_PONGS), goodbye()),
                Case.of(
                        "2.11",
                        "ten pings, one byte at a time",
                        sendInChops(1, TEN_PINGS),
                        receive(TEN_PONGS),
                        goodbye()));
    }

    private static Case answered(String id, String sent, byte[] payload) {
        return Case.of(
                id, sent, send(Frame.of(Frame.PING, payload)), receive(Frame.of(Frame.PONG, payload)), goodbye());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xFE);
        return bytes;
    }

    private static Frame[] ten(String kind) {
        return IntStream.range(0, 10)
                .mapToObj(i -> kind.equals("ping") ? ping("payload-" + i) : pong("payload-" + i))
                .toArray(Frame[]::new);
    }
}

package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.goodbye;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInChops;
import static dev.rooms.undertow.autobahn.Step.sendOneByOne;
import static dev.rooms.undertow.autobahn.Step.silence;
import static dev.rooms.undertow.wire.Frame.continuation;
import static dev.rooms.undertow.wire.Frame.ping;
import static dev.rooms.undertow.wire.Frame.pong;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.util.List;

/** Section 5: messages in many frames, and control frames in between. */
final class FragmentationCases {
    private static final Frame FIRST = text("fragment1").more();
    private static final Frame LAST = continuation("fragment2");
    private static final Frame WHOLE = text("fragment1fragment2");
    private static final Frame PING = ping("ping payload");
    private static final Frame PONG = pong("ping payload");
    private static final Frame HELLO = text("Hello, world!");
    private static final Frame OF_NOTHING = continuation("non-continuation payload");

    private FragmentationCases() {}

    static List<Case> all() {
        return List.of(
                Case.of("5.1", "a ping in 2 fragments", send(ping("fragment1").more(), LAST), failed(1002)),
                Case.of("5.2", "a pong in 2 fragments", send(pong("fragment1").more(), LAST), failed(1002)),
                Case.of("5.3", "text in 2 fragments", send(FIRST, LAST), receive(WHOLE), goodbye()),
                Case.of("5.4", "text in 2 fragments, one by one", sendOneByOne(FIRST, LAST), receive(WHOLE), goodbye()),
                Case.of(
                        "5.5",
                        "text in 2 fragments, one byte at a time",
                        sendInChops(1, FIRST, LAST),
                        receive(WHOLE),
                        goodbye()),
                Case.of(
                        "5.6",
                        "text in 2 fragments, a ping in between",
                        send(FIRST, PING, LAST),
                        receive(PONG, WHOLE),
                        goodbye()),
                Case.of(
                        "5.7",
                        "text in 2 fragments, a ping in between, one by one",
                        sendOneByOne(FIRST, PING, LAST),
                        receive(PONG, WHOLE),
                        goodbye()),
                Case.of(
                        "5.8",
                        "text in 2 fragments, a ping in between, one byte at a time",
                        sendInChops(1, FIRST, PING, LAST),
                        receive(PONG, WHOLE),
                        goodbye()),
                Case.of("5.9", "a last continuation of nothing, then text", send(OF_NOTHING, HELLO), failed(1002)),
                Case.of(
                        "5.10",
                        "a last continuation of nothing, then text, one by one",
                        sendOneByOne(OF_NOTHING, HELLO),
                        failed(1002)),
                Case.of(
                        "5.11",
                        "a last continuation of nothing, then text, one byte at a time",
                        sendInChops(1, OF_NOTHING, HELLO),
                        failed(1002)),
                Case.of("5.12", "a continuation of nothing, then text", send(OF_NOTHING.more(), HELLO), failed(1002)),
                Case.of(
                        "5.13",
                        "a continuation of nothing, then text, one by one",
                        sendOneByOne(OF_NOTHING.more(), HELLO),
                        failed(1002)),
                Case.of(
                        "5.14",
                        "a continuation of nothing, then text, one byte at a time",
                        sendInChops(1, OF_NOTHING.more(), HELLO),
                        failed(1002)),
                Case.of(
                        "5.15",
                        "text in 2 fragments, then a continuation of nothing, then text",
                        send(FIRST, LAST, continuation("fragment3").more(), text("fragment4")),
                        receive(WHOLE),
                        failed(1002)),
                Case.of(
                        "5.16",
                        "twice: a continuation of nothing, then text in 2 fragments",
                        twice(continuation("fragment1").more()),
                        failed(1002)),
                Case.of(
                        "5.17",
                        "twice: a last continuation of nothing, then text in 2 fragments",
                        twice(continuation("fragment1")),
                        failed(1002)),
                Case.of("5.18", "text in 2 fragments that both say text", send(FIRST, text("fragment2")), failed(1002)),
                fiveFragments("5.19", false),
                fiveFragments("5.20", true));
    }

    private static Step twice(Frame ofNothing) {
        Frame first = text("fragment2").more();
        Frame last = continuation("fragment3");
        return send(ofNothing, first, last, ofNothing, first, last);
    }

    private static Case fiveFragments(String id, boolean oneByOne) {
        Frame[] before = {FIRST, LAST.more(), ping("pongme 1!")};
        Frame[] after = {
            continuation("fragment3").more(),
            continuation("fragment4").more(),
            ping("pongme 2!"),
            continuation("fragment5")
        };
        return Case.of(
                id,
                "text in 5 fragments, two pings in between and a pause after the first"
                        + (oneByOne ? ", one by one" : ""),
                oneByOne ? sendOneByOne(before) : send(before),
                receive(pong("pongme 1!")),
                silence(),
                oneByOne ? sendOneByOne(after) : send(after),
                receive(pong("pongme 2!"), text("fragment1fragment2fragment3fragment4fragment5")),
                goodbye());
    }
}

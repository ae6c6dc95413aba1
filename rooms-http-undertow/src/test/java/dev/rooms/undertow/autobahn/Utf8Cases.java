package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.goodbye;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInFragments;
import static dev.rooms.undertow.autobahn.Step.sendPart;
import static dev.rooms.undertow.autobahn.Step.silence;
import static dev.rooms.undertow.wire.Frame.continuation;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Sections 6.1 to 6.4: text that is UTF-8 or not, in pieces that begin and end anywhere. */
final class Utf8Cases {
    private static final Frame MIXED = text("Hello-\u00B5@\u00DF\u00F6\u00E4\u00FC\u00E0\u00E1-UTF-8!!");
    private static final Frame GREEK = text(bytes("cebae1bdb9cf83cebcceb5"));
    private static final Frame EMPTY = continuation("");

    /** Right up to byte 12, which makes it half a surrogate pair. */
    private static final Frame SURROGATE = text(bytes("cebae1bdb9cf83cebcceb5 eda080 656469746564"));

    /** Right up to byte 12, which makes it a code point above U+10FFFF. */
    private static final byte[] BEYOND = bytes("cebae1bdb9cf83cebcceb5 f4908080 656469746564");

    private Utf8Cases() {}

    static List<Case> all() {
        return List.of(
                Case.of("6.1.1", "empty text", send(text("")), receive(text("")), goodbye()),
                Case.of(
                        "6.1.2",
                        "text in 3 empty fragments",
                        send(text("").more(), EMPTY.more(), EMPTY),
                        receive(text("")),
                        goodbye()),
                Case.of(
                        "6.1.3",
                        "text in 3 fragments, the first and the last empty",
                        send(text("").more(), continuation("in the middle").more(), EMPTY),
                        receive(text("in the middle")),
                        goodbye()),
                Case.of("6.2.1", "text in one frame", send(MIXED), receive(MIXED), goodbye()),
                Case.of(
                        "6.2.2",
                        "text in 2 fragments, cut between characters",
                        send(
                                text("Hello-\u00B5@\u00DF\u00F6\u00E4").more(),
                                continuation("\u00FC\u00E0\u00E1-UTF-8!!")),
                        receive(MIXED),
                        goodbye()),
                Case.of(
                        "6.2.3",
                        "text in fragments of 1 byte, cut within characters of 2 bytes",
                        sendInFragments(1, MIXED),
                        receive(MIXED),
                        goodbye()),
                Case.of(
                        "6.2.4",
                        "text in fragments of 1 byte, cut within characters of 2 and 3 bytes",
                        sendInFragments(1, GREEK),
                        receive(GREEK),
                        goodbye()),
                Case.of("6.3.1", "text with half a surrogate pair", send(SURROGATE), failed(1007)),
                Case.of(
                        "6.3.2",
                        "text with half a surrogate pair, in fragments of 1 byte",
                        sendInFragments(1, SURROGATE),
                        failed(1007)),
                // Fail-fast: the rest is never sent, so the server has to see that what came can't become right any
                // more.
                Case.of(
                        "6.4.1",
                        "a right fragment, then one that is beyond Unicode, and no last one",
                        send(text(part(0, 11)).more()),
                        silence(),
                        send(Frame.of(Frame.CONTINUATION, part(11, 15)).more()),
                        failed(1007)),
                Case.of(
                        "6.4.2",
                        "a fragment that may become right, then one with the impossible byte, and no last one",
                        send(text(part(0, 12)).more()),
                        silence(),
                        send(Frame.of(Frame.CONTINUATION, part(12, 13)).more()),
                        failed(1007)),
                Case.of(
                        "6.4.3",
                        "the right part of a frame, then one that is beyond Unicode, and not the rest",
                        sendPart(text(BEYOND), 0, 11),
                        silence(),
                        sendPart(text(BEYOND), 11, 15),
                        failed(1007)),
                Case.of(
                        "6.4.4",
                        "a part of a frame that may become right, then the impossible byte, and not the rest",
                        sendPart(text(BEYOND), 0, 12),
                        silence(),
                        sendPart(text(BEYOND), 12, 13),
                        failed(1007)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(BEYOND, from, to);
    }
}

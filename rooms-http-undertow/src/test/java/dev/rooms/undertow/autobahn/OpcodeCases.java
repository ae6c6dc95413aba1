package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInChops;
import static dev.rooms.undertow.wire.Frame.ping;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.util.List;

/** Section 4: opcodes that are reserved, of data (3 to 7) and of control frames (11 to 15). */
final class OpcodeCases {
    private static final Frame HELLO = text("Hello, world!");

    private OpcodeCases() {}

    static List<Case> all() {
        return List.of(
                alone("4.1.1", Frame.of(3, "")),
                alone("4.1.2", Frame.of(4, "reserved opcode payload")),
                afterText("4.1.3", Frame.of(5, "")),
                afterText("4.1.4", Frame.of(6, "Hello, world!")),
                afterTextInChops("4.1.5", Frame.of(7, "Hello, world!")),
                alone("4.2.1", Frame.of(11, "")),
                alone("4.2.2", Frame.of(12, "reserved opcode payload")),
                afterText("4.2.3", Frame.of(13, "")),
                afterText("4.2.4", Frame.of(14, "Hello, world!")),
                afterTextInChops("4.2.5", Frame.of(15, "Hello, world!")));
    }

    private static Case alone(String id, Frame reserved) {
        return Case.of(id, reserved.toString(), send(reserved), failed(1002));
    }

    private static Case afterText(String id, Frame reserved) {
        return Case.of(
                id,
                "text, then " + reserved + ", then a ping",
                send(HELLO, reserved, ping("")),
                receive(HELLO),
                failed(1002));
    }

    private static Case afterTextInChops(String id, Frame reserved) {
        return Case.of(
                id,
                "text, then " + reserved + ", then a ping, one byte at a time",
                sendInChops(1, HELLO, reserved, ping("")),
                receive(HELLO),
                failed(1002));
    }
}

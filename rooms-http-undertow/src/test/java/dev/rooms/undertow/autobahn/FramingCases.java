package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.goodbye;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInChops;
import static dev.rooms.undertow.wire.Frame.binary;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.util.Arrays;
import java.util.List;

/** Section 1: frames of every kind of length. */
final class FramingCases {
    private FramingCases() {}

    static List<Case> all() {
        return List.of(
                echo("1.1.1", texts(0)),
                echo("1.1.2", texts(125)),
                echo("1.1.3", texts(126)),
                echo("1.1.4", texts(127)),
                echo("1.1.5", texts(128)),
                echo("1.1.6", texts(65_535)),
                echo("1.1.7", texts(65_536)),
                echoInChops("1.1.8", texts(65_536)),
                echo("1.2.1", bytes(0)),
                echo("1.2.2", bytes(125)),
                echo("1.2.3", bytes(126)),
                echo("1.2.4", bytes(127)),
                echo("1.2.5", bytes(128)),
                echo("1.2.6", bytes(65_535)),
                echo("1.2.7", bytes(65_536)),
                echoInChops("1.2.8", bytes(65_536)));
    }

    private static Case echo(String id, Frame message) {
        return Case.of(id, message.toString(), send(message), receive(message), goodbye());
    }

    private static Case echoInChops(String id, Frame message) {
        return Case.of(id, message + ", 997 at a time", sendInChops(997, message), receive(message), goodbye());
    }

    private static Frame texts(int length) {
        return text("*".repeat(length));
    }

    private static Frame bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xFE);
        return binary(bytes);
    }
}

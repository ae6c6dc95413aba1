package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.goodbye;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.repeat;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.autobahn.Step.sendInChops;
import static dev.rooms.undertow.autobahn.Step.sendInFragments;
import static dev.rooms.undertow.wire.Frame.binary;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sections 9 and 10: large messages, whole, in fragments and in chops, and many small ones. */
final class LimitCases {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int ROUND_TRIPS = 1_000;

    private static final int[] SIZES = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
    private static final int[] FRAGMENT_SIZES = {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB};
    private static final int[] CHOP_SIZES = {64, 128, 256, 512, 1024, 2048};
    private static final int[] SMALL_SIZES = {0, 16, 64, 256, 1024, 4096};

    private static final byte[] LETTERS = "BAsd7&jh23".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTES = HexFormat.of().parseHex("00fe23faf0");
    private static final byte[] STAR = {'*'};
    private static final byte[] FE = {(byte) 0xFE};

    private LimitCases() {}

    static List<Case> all() {
        Frame text = text(filled(MIB, LETTERS));
        Frame binary = binary(filled(MIB, BYTES));
        byte[] stars = filled(4 * MIB, STAR);
        return Stream.of(
                        row("9.1", SIZES, (id, size) -> echo(id, text(filled(size, LETTERS)))),
                        row("9.2", SIZES, (id, size) -> echo(id, binary(filled(size, BYTES)))),
                        row("9.3", FRAGMENT_SIZES, (id, size) -> echoFragments(id, size, text(stars))),
                        row("9.4", FRAGMENT_SIZES, (id, size) -> echoFragments(id, size, binary(stars))),
                        row("9.5", CHOP_SIZES, (id, size) -> echoChops(id, size, text)),
                        row("9.6", CHOP_SIZES, (id, size) -> echoChops(id, size, binary)),
                        row("9.7", SMALL_SIZES, (id, size) -> roundTrips(id, text(filled(size, STAR)))),
                        row("9.8", SMALL_SIZES, (id, size) -> roundTrips(id, binary(filled(size, FE)))),
                        Stream.of(echoFragments("10.1.1", 1300, text(filled(64 * KIB, STAR)))))
                .flatMap(row -> row)
                .toList();
    }

    private interface CaseOfSize {
        Case of(String id, int size);
    }

    private static Stream<Case> row(String group, int[] sizes, CaseOfSize kind) {
        return IntStream.range(0, sizes.length).mapToObj(i -> kind.of(group + "." + (i + 1), sizes[i]));
    }

    private static Case echo(String id, Frame message) {
        return Case.of(id, message.toString(), send(message), receive(message), goodbye());
    }

    private static Case echoFragments(String id, int size, Frame message) {
        return Case.of(
                id, message + " in fragments of " + size, sendInFragments(size, message), receive(message), goodbye());
    }

    private static Case echoChops(String id, int size, Frame message) {
        return Case.of(
                id, message + ", " + size + " at a time", sendInChops(size, message), receive(message), goodbye());
    }

    private static Case roundTrips(String id, Frame message) {
        return Case.of(
                id,
                ROUND_TRIPS + " times " + message + ", each after the last has come back",
                repeat(ROUND_TRIPS, send(message), receive(message)),
                goodbye());
    }

    private static byte[] filled(int length, byte[] pattern) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
        return bytes;
    }
}

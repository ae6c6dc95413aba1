package dev.rooms.undertow.autobahn;

import java.util.List;
import java.util.stream.Stream;

/** All cases that need no extension, in the suite's order. */
final class Suite {
    private Suite() {}

    static List<Case> cases() {
        return Stream.of(
                        FramingCases.all(),
                        PingCases.all(),
                        ReservedBitCases.all(),
                        OpcodeCases.all(),
                        FragmentationCases.all(),
                        Utf8Cases.all(),
                        Utf8Sequences.all(),
                        CloseCases.all(),
                        LimitCases.all())
                .flatMap(List::stream)
                .toList();
    }
}

package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes that come from a client, and what is to be found in them. */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
record Reading(String name, boolean deflate, byte[] bytes, List<String> found) {
    static final int MAX_BYTES = 1000;

    private static final int MOST_CUTS = 300;

    static Reading plain(String name, ClientFrames frames, String... found) {
        return new Reading(name, false, frames.bytes(), List.of(found));
    }

    /** Where permessage-deflate is agreed on. */
    static Reading deflate(String name, ClientFrames frames, String... found) {
        return new Reading(name, true, frames.bytes(), List.of(found));
    }

    /** Reads the bytes whole, byte by byte, cut in two at each byte, and in pieces of many sizes. */
    void tryAllCuts() {
        List<Feeding> feedings = new ArrayList<>(List.of(Feeding.whole(), Feeding.byteByByte()));
        int step = 1 + bytes.length / MOST_CUTS;
        for (int cut = 0; cut <= bytes.length; cut += step) {
            feedings.add(Feeding.cutAt(cut));
        }
        Random seeds = new Random();
        for (int i = 0; i < 20; i++) {
            feedings.add(Feeding.random(seeds.nextLong(), 1 + i * i));
        }
        Scratch scratch = new Scratch();
        for (Feeding feeding : feedings) {
            assertThat(feeding.read(bytes, MAX_BYTES, deflate, scratch))
                    .as("%s, %s", name, feeding.name())
                    .isEqualTo(found);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

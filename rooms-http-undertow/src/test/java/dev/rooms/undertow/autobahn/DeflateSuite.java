package dev.rooms.undertow.autobahn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sections 12 and 13: messages of 18 sizes, of five kinds with one offer, and of one kind with seven offers. */
final class DeflateSuite {
    private static final int[][] SIZES_AND_FRAGMENTS = {
        {16, 0},
        {64, 0},
        {256, 0},
        {1024, 0},
        {4096, 0},
        {8192, 0},
        {16384, 0},
        {32768, 0},
        {65536, 0},
        {131072, 0},
        {8192, 256},
        {16384, 256},
        {32768, 256},
        {65536, 256},
        {131072, 256},
        {131072, 1024},
        {131072, 4096},
        {131072, 32768}
    };

    /** What the suite's client always says: that it can do without context, and with a smaller window. */
    private static final String OFFER = "permessage-deflate; client_no_context_takeover; client_max_window_bits";

    private static final String NO_CONTEXT = "; server_no_context_takeover";
    private static final String WINDOW_9 = "; server_max_window_bits=9";
    private static final String WINDOW_15 = "; server_max_window_bits=15";

    private static final Optional<String> AGREED =
            Optional.of("permessage-deflate; server_no_context_takeover; client_no_context_takeover");

    private static final Optional<String> AGREED_15 = AGREED.map(answer -> answer + WINDOW_15);

    /** The JDK deflates with a window of 2^15 alone, so that an offer that asks for less can't be had. */
    private static final Optional<String> DECLINED = Optional.empty();

    private DeflateSuite() {}

    static List<DeflateCase> cases() {
        List<DeflateCase> cases = new ArrayList<>();
        add(cases, "12.1", OFFER, AGREED, Sample.JSON);
        add(cases, "12.2", OFFER, AGREED, Sample.PICTURE);
        add(cases, "12.3", OFFER, AGREED, Sample.PROSE);
        add(cases, "12.4", OFFER, AGREED, Sample.HTML);
        add(cases, "12.5", OFFER, AGREED, Sample.PDF);
        add(cases, "13.1", OFFER, AGREED, Sample.JSON);
        add(cases, "13.2", OFFER + NO_CONTEXT, AGREED, Sample.JSON);
        add(cases, "13.3", OFFER + WINDOW_9, DECLINED, Sample.JSON);
        add(cases, "13.4", OFFER + WINDOW_15, AGREED_15, Sample.JSON);
        add(cases, "13.5", OFFER + NO_CONTEXT + WINDOW_9, DECLINED, Sample.JSON);
        add(cases, "13.6", OFFER + NO_CONTEXT + WINDOW_15, AGREED_15, Sample.JSON);
        add(
                cases,
                "13.7",
                String.join(", ", OFFER + NO_CONTEXT + WINDOW_9, OFFER + NO_CONTEXT, OFFER),
                AGREED,
                Sample.JSON);
        return cases;
    }

    private static void add(
            List<DeflateCase> cases, String group, String offers, Optional<String> agreed, Sample sample) {
        for (int i = 0; i < SIZES_AND_FRAGMENTS.length; i++) {
            int[] row = SIZES_AND_FRAGMENTS[i];
            cases.add(new DeflateCase(group + "." + (i + 1), offers, agreed, sample, row[0], row[1]));
        }
    }
}

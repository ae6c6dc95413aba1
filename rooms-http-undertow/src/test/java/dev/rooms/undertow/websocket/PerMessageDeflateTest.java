package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerMessageDeflateTest {
    private static final String ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "  permessage-deflate\t ",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate;client_max_window_bits=8",
                "permessage-deflate ; client_max_window_bits = 15",
                "permessage-deflate; client_max_window_bits=\"10\"",
                "permessage-deflate; client_max_window_bits=\"1\\0\"",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover; client_max_window_bits=9",
                "x-webkit-deflate-frame, permessage-deflate",
                "a; b; c=d; e=\"f\" , permessage-deflate",
                ", ,permessage-deflate,,",
                "permessage-deflate, permessage-deflate; client_max_window_bits",
                "permessage-deflate; what; client_max_window_bits, permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate"
            })
    void anOfferThatCanBeHadIsAccepted(String header) {
        assertThat(PerMessageDeflate.answer(List.of(header))).contains(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "\"15\"", "\"\\1\\5\""})
    void aServersWindowIsNamedInTheAnswerWhenTheClientNamesIt(String bits) {
        String header = "permessage-deflate; client_max_window_bits; server_max_window_bits=" + bits;
        assertThat(PerMessageDeflate.answer(List.of(header))).contains(ANSWER + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=-15",
                "permessage-deflate; server_max_window_bits=99999999999999999999",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=\"true\"",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits=10; client_max_window_bits=10",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
                "permessage-deflate; unknown",
                "permessage-deflate; Client_Max_Window_Bits",
                "permessage-deflate-2",
                "x-webkit-deflate-frame",
                "a; permessage-deflate",
                ""
            })
    @DisplayName("HOSTILE 13: silly window bits")
    void anOfferThatCantBeHadIsDeclined(String header) {
        assertThat(PerMessageDeflate.answer(List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate;",
                "permessage-deflate; ; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"\"",
                "permessage-deflate; client_max_window_bits=\"1 0\"",
                "permessage-deflate; client_max_window_bits=\"10",
                "permessage-deflate; client_max_window_bits=\"10\\",
                "permessage-deflate; client_max_window_bits=\"10\"0",
                "permessage-deflate; client_max_window_bits=10=10",
                "permessage-deflate; =10",
                "permessage-deflate client_max_window_bits",
                "permessage-deflate; client max window bits",
                "permessage-deflate=1",
                "permessage-deflate/1",
                "permessage\u00E4deflate, permessage-deflate",
                "; permessage-deflate",
                "permessage-deflate, ;",
                "permessage-deflate, \"x\"",
                "permessage-deflate, @"
            })
    void aHeaderThatBreaksTheGrammarIsDeclinedWithAllItsOffers(String header) {
        assertThat(PerMessageDeflate.answer(List.of(header))).isEmpty();
        assertThat(PerMessageDeflate.answer(List.of("permessage-deflate", header)))
                .isEmpty();
    }

    @Test
    void headersOfOneNameAreOneList() {
        assertThat(PerMessageDeflate.answer(List.of("a; b", "permessage-deflate; c", "permessage-deflate")))
                .contains(ANSWER);
        assertThat(PerMessageDeflate.answer(List.of())).isEmpty();
    }

    @Test
    @DisplayName("HOSTILE 15: 64 KB of a header")
    void aLongHeaderIsReadToItsEnd() {
        assertThat(PerMessageDeflate.answer(List.of("a;b=\"c\",".repeat(10_000) + "permessage-deflate")))
                .contains(ANSWER);
        assertThat(PerMessageDeflate.answer(List.of("permessage-deflate" + "; a".repeat(30_000))))
                .isEmpty();
    }
}

package dev.rooms.undertow.autobahn;

import static dev.rooms.undertow.autobahn.Step.failed;
import static dev.rooms.undertow.autobahn.Step.goodbye;
import static dev.rooms.undertow.autobahn.Step.receive;
import static dev.rooms.undertow.autobahn.Step.send;
import static dev.rooms.undertow.wire.Frame.text;

import dev.rooms.undertow.wire.Frame;
import java.util.HexFormat;
import java.util.List;

/** Sections 6.5 to 6.23: sequences of bytes, each a text of its own in one frame, after Markus Kuhn's test of decoders. */
final class Utf8Sequences {
    private Utf8Sequences() {}

    static List<Case> all() {
        return List.of(
                // 6.5: right text
                right("6.5.1", "68656c6c6f24776f726c64"),
                right("6.5.2", "68656c6c6fc2a2776f726c64"),
                right("6.5.3", "68656c6c6fe282ac776f726c64"),
                right("6.5.4", "68656c6c6ff0a4ada2776f726c64"),
                right("6.5.5", "cebae1bdb9cf83cebcceb5"),
                // 6.6: a right text of 11 bytes, cut after each
                wrong("6.6.1", "ce"),
                right("6.6.2", "ceba"),
                wrong("6.6.3", "cebae1"),
                wrong("6.6.4", "cebae1bd"),
                right("6.6.5", "cebae1bdb9"),
                wrong("6.6.6", "cebae1bdb9cf"),
                right("6.6.7", "cebae1bdb9cf83"),
                wrong("6.6.8", "cebae1bdb9cf83ce"),
                right("6.6.9", "cebae1bdb9cf83cebc"),
                wrong("6.6.10", "cebae1bdb9cf83cebcce"),
                right("6.6.11", "cebae1bdb9cf83cebcceb5"),
                // 6.7: the first character of each length
                right("6.7.1", "00"),
                right("6.7.2", "c280"),
                right("6.7.3", "e0a080"),
                right("6.7.4", "f0908080"),
                // 6.8: the first of lengths that there aren't
                wrong("6.8.1", "f888808080"),
                wrong("6.8.2", "fc8480808080"),
                // 6.9: the last character of each length
                right("6.9.1", "7f"),
                right("6.9.2", "dfbf"),
                right("6.9.3", "efbfbf"),
                right("6.9.4", "f48fbfbf"),
                // 6.10: the last of lengths that there aren't
                wrong("6.10.1", "f7bfbfbf"),
                wrong("6.10.2", "fbbfbfbfbf"),
                wrong("6.10.3", "fdbfbfbfbfbf"),
                // 6.11: other limits
                right("6.11.1", "ed9fbf"),
                right("6.11.2", "ee8080"),
                right("6.11.3", "efbfbd"),
                right("6.11.4", "f48fbfbf"),
                wrong("6.11.5", "f4908080"),
                // 6.12: continuation bytes that continue nothing
                wrong("6.12.1", "80"),
                wrong("6.12.2", "bf"),
                wrong("6.12.3", "80bf"),
                wrong("6.12.4", "80bf80"),
                wrong("6.12.5", "80bf80bf"),
                wrong("6.12.6", "80bf80bf80"),
                wrong("6.12.7", "80bf80bf80bf"),
                wrong(
                        "6.12.8",
                        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbe"),
                // 6.13: first bytes that nothing continues
                wrong(
                        "6.13.1",
                        "c020c120c220c320c420c520c620c720c820c920ca20cb20cc20cd20ce20cf20d020d120d220d320d420d520d620d720d820d920da20db20dc20dd20de20"),
                wrong("6.13.2", "e020e120e220e320e420e520e620e720e820e920ea20eb20ec20ed20ee20"),
                wrong("6.13.3", "f020f120f220f320f420f520f620"),
                wrong("6.13.4", "f820f920fa20"),
                wrong("6.13.5", "fc20"),
                // 6.14: the last byte missing
                wrong("6.14.1", "c0"),
                wrong("6.14.2", "e080"),
                wrong("6.14.3", "f08080"),
                wrong("6.14.4", "f8808080"),
                wrong("6.14.5", "fc80808080"),
                wrong("6.14.6", "df"),
                wrong("6.14.7", "efbf"),
                wrong("6.14.8", "f7bfbf"),
                wrong("6.14.9", "fbbfbfbf"),
                wrong("6.14.10", "fdbfbfbfbf"),
                // 6.15: all of those in a row
                wrong("6.15.1", "c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf"),
                // 6.16: impossible bytes
                wrong("6.16.1", "fe"),
                wrong("6.16.2", "ff"),
                wrong("6.16.3", "fefeffff"),
                // 6.17: a slash in too many bytes
                wrong("6.17.1", "c0af"),
                wrong("6.17.2", "e080af"),
                wrong("6.17.3", "f08080af"),
                wrong("6.17.4", "f8808080af"),
                wrong("6.17.5", "fc80808080af"),
                // 6.18: the last characters in too many bytes
                wrong("6.18.1", "c1bf"),
                wrong("6.18.2", "e09fbf"),
                wrong("6.18.3", "f08fbfbf"),
                wrong("6.18.4", "f887bfbfbf"),
                wrong("6.18.5", "fc83bfbfbfbf"),
                // 6.19: NUL in too many bytes
                wrong("6.19.1", "c080"),
                wrong("6.19.2", "e08080"),
                wrong("6.19.3", "f0808080"),
                wrong("6.19.4", "f880808080"),
                wrong("6.19.5", "fc8080808080"),
                // 6.20: half a surrogate pair
                wrong("6.20.1", "eda080"),
                wrong("6.20.2", "edadbf"),
                wrong("6.20.3", "edae80"),
                wrong("6.20.4", "edafbf"),
                wrong("6.20.5", "edb080"),
                wrong("6.20.6", "edbe80"),
                wrong("6.20.7", "edbfbf"),
                // 6.21: whole surrogate pairs
                wrong("6.21.1", "eda080edb080"),
                wrong("6.21.2", "eda080edbfbf"),
                wrong("6.21.3", "edadbfedb080"),
                wrong("6.21.4", "edadbfedbfbf"),
                wrong("6.21.5", "edae80edb080"),
                wrong("6.21.6", "edae80edbfbf"),
                wrong("6.21.7", "edafbfedb080"),
                wrong("6.21.8", "edafbfedbfbf"),
                // 6.22: code points that are no characters, and right
                right("6.22.1", "efbfbe"),
                right("6.22.2", "efbfbf"),
                right("6.22.3", "f09fbfbe"),
                right("6.22.4", "f09fbfbf"),
                right("6.22.5", "f0afbfbe"),
                right("6.22.6", "f0afbfbf"),
                right("6.22.7", "f0bfbfbe"),
                right("6.22.8", "f0bfbfbf"),
                right("6.22.9", "f18fbfbe"),
                right("6.22.10", "f18fbfbf"),
                right("6.22.11", "f19fbfbe"),
                right("6.22.12", "f19fbfbf"),
                right("6.22.13", "f1afbfbe"),
                right("6.22.14", "f1afbfbf"),
                right("6.22.15", "f1bfbfbe"),
                right("6.22.16", "f1bfbfbf"),
                right("6.22.17", "f28fbfbe"),
                right("6.22.18", "f28fbfbf"),
                right("6.22.19", "f29fbfbe"),
                right("6.22.20", "f29fbfbf"),
                right("6.22.21", "f2afbfbe"),
                right("6.22.22", "f2afbfbf"),
                right("6.22.23", "f2bfbfbe"),
                right("6.22.24", "f2bfbfbf"),
                right("6.22.25", "f38fbfbe"),
                right("6.22.26", "f38fbfbf"),
                right("6.22.27", "f39fbfbe"),
                right("6.22.28", "f39fbfbf"),
                right("6.22.29", "f3afbfbe"),
                right("6.22.30", "f3afbfbf"),
                right("6.22.31", "f3bfbfbe"),
                right("6.22.32", "f3bfbfbf"),
                right("6.22.33", "f48fbfbe"),
                right("6.22.34", "f48fbfbf"),
                // 6.23: specials, such as the replacement character
                right("6.23.1", "efbfb9"),
                right("6.23.2", "efbfba"),
                right("6.23.3", "efbfbb"),
                right("6.23.4", "efbfbc"),
                right("6.23.5", "efbfbd"),
                right("6.23.6", "efbfbe"),
                right("6.23.7", "efbfbf"));
    }

    private static Case right(String id, String hex) {
        Frame text = text(HexFormat.of().parseHex(hex));
        return Case.of(id, hex, send(text), receive(text), goodbye());
    }

    private static Case wrong(String id, String hex) {
        return Case.of(id, hex, send(text(HexFormat.of().parseHex(hex))), failed(1007));
    }
}

package dev.rooms.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("HOSTILE 16: a foreign, missing or null Origin, with cookies, is refused unless configured")
class OriginPolicyTest {
    private static final OriginPolicy LISTED =
            OriginPolicy.of(List.of("https://Good.example", "http://localhost:8080"));

    @ParameterizedTest(name = "Origin {0}, Host {1}, cookies {2}: same host {3}, listed {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                // Origin,                 Host,               cookies, sameHost, listed
                "-,                        server.example,     false,   true,     true",
                "-,                        server.example,     true,    false,    false",
                "-,                        -,                  false,   true,     true",
                "http://server.example,    server.example,     true,    true,     true",
                "https://server.example,   server.example,     true,    true,     true",
                "HTTPS://SERVER.EXAMPLE,   server.example,     true,    true,     true",
                "http://server.example:81, server.example:81,  false,   true,     true",
                "http://[::1]:3001,        [::1]:3001,         false,   true,     true",
                "http://server.example:81, server.example:82,  false,   false,    false",
                "http://server.example:81, server.example,     false,   false,    false",
                "http://server.example,    -,                  false,   false,    false",
                "http://a.server.example,  server.example,     false,   false,    false",
                "http://server.example.evil.example, server.example, false, false, false",
                "http://evil.example/server.example, server.example, false, false, false",
                "http://server.example@evil.example, server.example, false, false, false",
                "https://evil.example,     server.example,     true,    false,    false",
                "https://evil.example,     server.example,     false,   false,    false",
                "null,                     server.example,     false,   false,    false",
                "null,                     null,               true,    false,    false",
                "'',                       server.example,     false,   false,    false",
                "'',                       '',                 false,   false,    false",
                "not an origin at all,     server.example,     false,   false,    false",
                "file://,                  server.example,     false,   false,    false",
                "https://good.example,     server.example,     true,    false,    true",
                "HTTPS://GOOD.EXAMPLE,     server.example,     true,    false,    true",
                "http://good.example,      server.example,     true,    false,    false",
                "https://good.example:443, server.example,     true,    false,    false",
                "https://good.example.,    server.example,     true,    false,    false",
                "http://localhost:8080,    127.0.0.1:3001,     false,   false,    true",
                "http://localhost:8081,    127.0.0.1:3001,     false,   false,    false",
            })
    void eachPolicyAgainstEachHandshake(String origin, String host, boolean cookies, boolean sameHost, boolean listed) {
        Optional<String> from = Optional.ofNullable(origin);
        Optional<String> to = Optional.ofNullable(host);
        assertThat(OriginPolicy.sameHost().allows(from, to, cookies)).isEqualTo(sameHost);
        assertThat(LISTED.allows(from, to, cookies)).isEqualTo(listed);
        assertThat(OriginPolicy.any().allows(from, to, cookies)).isTrue();
    }

    @Test
    @DisplayName("CONTRACT §4: CORS as configured")
    void whoMayReadAnswers() {
        assertThat(OriginPolicy.any().allowsReading("https://evil.example")).isTrue();
        assertThat(OriginPolicy.any().isAny()).isTrue();
        assertThat(OriginPolicy.sameHost().allowsReading("https://good.example"))
                .as("a page of the same host needs no leave")
                .isFalse();
        assertThat(OriginPolicy.sameHost().isAny()).isFalse();
        assertThat(LISTED.allowsReading("https://GOOD.example")).isTrue();
        assertThat(LISTED.allowsReading("https://evil.example")).isFalse();
        assertThat(LISTED.allowsReading("null")).isFalse();
        assertThat(LISTED.isAny()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "good.example",
                "https://",
                "https://good.example/",
                "https://good.example?x",
                "https://a b",
                "//good.example"
            })
    void whatIsNoOriginIsRefusedByName(String wrong) {
        assertThatThrownBy(() -> OriginPolicy.of(List.of("https://good.example", wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + wrong + "' is no origin; write it like https://example.org");
    }
}

package dev.rooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.Limits;
import dev.rooms.Rooms;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §4: 429 over the rate limit")
class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void beyondTwiceTheRateAtOnceItIs429WithRetryAfterWhateverThePath() {
        try (Rooms rooms = Rooms.builder()
                .limits(Limits.DEFAULTS.withHttpRequestsPerSecond(1))
                .build()) {
            Calls calls = new Calls(rooms);

            assertThat(calls.get("/rooms").status()).isEqualTo(200);
            assertThat(calls.get("/%zz").status()).isEqualTo(400);
            for (String path : List.of("/rooms", "/nothing", "/%zz", "/api-json")) {
                Calls.Answer answer = calls.get(path);
                assertThat(answer.status()).as(path).isEqualTo(429);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.json().path("error").asText()).isEqualTo("Too Many Requests");
            }
        }
    }

    @Test
    void anotherAddressIsStillServed() {
        try (Rooms rooms = Rooms.builder()
                .limits(Limits.DEFAULTS.withHttpRequestsPerSecond(1))
                .build()) {
            Calls calls = new Calls(rooms);
            for (int i = 0; i < 5; i++) {
                calls.get("/rooms");
            }

            Calls.Answer answer =
                    calls.call(new HttpRequest("GET", "/rooms", Map.of(), Map.of(), new byte[0], "192.0.2.2"));

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void withoutALimitNothingIsRememberedOrRefused() {
        AddressRates rates = new AddressRates(0, 10, 0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(rates.take("192.0.2.1", 0)).isTrue();
        }
        assertThat(rates.remembered()).isZero();
    }

    @Test
    void theRateComesBackWithTime() {
        AddressRates rates = new AddressRates(2, 10, 0);
        for (int i = 0; i < 4; i++) {
            assertThat(rates.take("a", 0)).isTrue();
        }
        assertThat(rates.take("a", 0)).isFalse();
        assertThat(rates.take("a", SECOND / 2 + 1)).isTrue();
        assertThat(rates.take("a", SECOND / 2 + 1)).isFalse();
    }

    @Test
    void anAddressThatIsIdleIsForgotten() {
        AddressRates rates = new AddressRates(1, 1_000, 0);
        for (int i = 0; i < 500; i++) {
            rates.take("address " + i, 0);
        }
        assertThat(rates.remembered()).isEqualTo(500);

        rates.take("another", 3 * SECOND);

        assertThat(rates.remembered()).isEqualTo(1);
    }

    @Test
    void aFloodOfAddressesDoesNotGrowTheMemoryAndNewcomersAreServed() {
        AddressRates rates = new AddressRates(1, 100, 0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(rates.take("address " + i, 0)).isTrue();
            assertThat(rates.remembered()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void theLargestRateThatCanBeSetWorks() {
        AddressRates rates = new AddressRates(Integer.MAX_VALUE, 10, 0);

        assertThat(rates.take("a", 0)).isTrue();
    }
}

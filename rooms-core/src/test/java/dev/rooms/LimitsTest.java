package dev.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §5: limits, and what names of rooms and clients may be")
class LimitsTest {
    private final Limits limits = Limits.DEFAULTS;

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(limits.maxMessageBytes()).isEqualTo(1_048_576);
        assertThat(limits.maxRoomNameLength()).isEqualTo(256);
        assertThat(limits.maxClientNameLength()).isEqualTo(128);
        assertThat(limits.maxRoomsPerClient()).isEqualTo(1_000);
        assertThat(limits.maxConnections()).isZero();
        assertThat(limits.messagesPerSecond()).isEqualTo(5_000);
        assertThat(limits.messageBurst()).isEqualTo(20_000);
        assertThat(limits.httpRequestsPerSecond()).isZero();
        assertThat(limits.maxWaitingBytes()).isEqualTo(1_048_576);
        assertThat(limits.heartbeatInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(limits.heartbeatTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void eachWitherChangesItsLimitAndNoOther() throws ReflectiveOperationException {
        for (RecordComponent limit : Limits.class.getRecordComponents()) {
            Object before = limit.getAccessor().invoke(limits);
            Object value = before instanceof Duration
                    ? Duration.ofMillis(777)
                    : before instanceof Long ? (Object) 777L : (Object) 777;
            String name = Character.toUpperCase(limit.getName().charAt(0))
                    + limit.getName().substring(1);
            Method wither = Limits.class.getMethod("with" + name, limit.getType());
            Limits changed = (Limits) wither.invoke(limits, value);
            for (RecordComponent other : Limits.class.getRecordComponents()) {
                assertThat(other.getAccessor().invoke(changed))
                        .as(other.getName() + " after " + wither.getName())
                        .isEqualTo(
                                other.getName().equals(limit.getName())
                                        ? value
                                        : other.getAccessor().invoke(limits));
            }
        }
    }

    @Test
    void aLimitThatCannotBeKeptIsRefusedByNameAndValue() {
        assertThatThrownBy(() -> limits.withMaxMessageBytes(127))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxMessageBytes is 127; give 128 or more");
        assertThatThrownBy(() -> limits.withMaxRoomsPerClient(-1)).hasMessageContaining("maxRoomsPerClient is -1");
        assertThatThrownBy(() -> limits.withMessageBurst(0)).hasMessageContaining("messageBurst is 0");
        assertThatThrownBy(() -> limits.withMaxWaitingBytes(0)).hasMessageContaining("maxWaitingBytes is 0");
        assertThatThrownBy(() -> limits.withHeartbeatTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("heartbeatTimeout is PT0S; give 1 ms or more");
        assertThatThrownBy(() -> limits.withDrainTimeout(Duration.ofSeconds(-1)))
                .hasMessageContaining("drainTimeout is PT-1S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a room",
                " a ",
                "__proto__",
                "constructor",
                "../../etc/passwd",
                "caf\u00e9",
                "\u65e5\u672c\u8a9e",
                "\ud83d\ude00",
                "*",
                "a,b",
                "\u202eabc",
                "\u00a0",
                "\ufeff"
            })
    void aRoomsNameMayBeNearlyAnyText(String name) {
        assertThatCode(() -> limits.requireRoomName("roomName", name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "a\u0000", "\u0001", "a\rb", "\u001b[31m", "\u007f", "\u009f"})
    @DisplayName("HOSTILE 20: by control characters")
    void aBlankNameOrOneWithControlCharactersIsRefused(String name) {
        assertThatThrownBy(() -> limits.requireRoomName("roomName", name))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("roomName");
                            assertThat(error.message()).startsWith("roomName must ");
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "\ud83d\ude00\ud83d"})
    void halfASurrogatePairIsRefused(String name) {
        assertThatThrownBy(() -> limits.requireRoomName("resourceId", name))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("resourceId")
                .hasMessageContaining("half surrogate pairs");
    }

    @Test
    @DisplayName("HOSTILE 20: 1 MB long: the limit is named in the answer, the name isn't repeated")
    void theLengthCountsCodePointsAndIsNamedInTheAnswer() {
        String emoji = "\ud83d\ude00";
        assertThatCode(() -> limits.requireRoomName("roomName", emoji.repeat(256)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.requireRoomName("roomName", emoji.repeat(257)))
                .hasMessage("roomName must be at most 256 characters long, but has 257");
        assertThatThrownBy(() -> limits.requireRoomName("roomName", "a".repeat(257)))
                .hasMessageContaining("257");
        assertThatThrownBy(() -> limits.requireRoomName("roomName", "a".repeat(1_000_000)))
                .hasMessageContaining("256")
                .message()
                .hasSizeLessThan(100);
    }
}

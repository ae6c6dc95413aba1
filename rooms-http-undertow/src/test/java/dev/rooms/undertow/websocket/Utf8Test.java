package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    /** The first and the last of each kind of byte (RFC 3629 §4). */
    private static final byte[] BORDERS =
            HexFormat.of().parseHex("007F80818F909FA0BEBFC0C1C2DFE0E1ECEDEEEFF0F1F3F4F5F7F8FBFCFDFEFF");

    private static int check(byte... bytes) {
        return Utf8.check(Utf8.WHOLE, bytes, 0, bytes.length);
    }

    private static int checkByteByByte(byte... bytes) {
        int state = Utf8.WHOLE;
        for (int i = 0; i < bytes.length; i++) {
            state = Utf8.check(state, bytes, i, i + 1);
        }
        return state;
    }

    private static byte[] with(byte[] bytes, int last) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = (byte) last;
        return longer;
    }

    private static void compareAllThatBeginWith(byte[] bytes, int more) {
        int state = check(bytes);
        if ((state == Utf8.WHOLE) != PlainUtf8.isText(bytes) || checkByteByByte(bytes) != state) {
            fail(HexFormat.of().formatHex(bytes) + " is checked as " + state + ", byte by byte as "
                    + checkByteByByte(bytes));
        }
        if (more > 0) {
            for (byte next : BORDERS) {
                compareAllThatBeginWith(with(bytes, next), more - 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "61"})
    void whatTheJdkDecodesIsTextAndNothingElse(String before) {
        compareAllThatBeginWith(HexFormat.of().parseHex(before), 3);
    }

    @Test
    void whatTheJdkDecodesOfFourBytesIsTextAndNothingElse() {
        for (byte first : HexFormat.of().parseHex("EFF0F1F3F4F5F7F8")) {
            compareAllThatBeginWith(new byte[] {first}, 3);
        }
    }

    @Test
    void everyCharacterIsWholeAtItsLastByteAndTheFirstByteThatNoCharacterHasIsTold() {
        for (String beginning : PlainUtf8.BEGINNINGS) {
            for (int next = 0; next <= 0xFF; next++) {
                byte[] bytes = with(HexFormat.of().parseHex(beginning), next);
                int state = checkByteByByte(bytes);
                String hex = HexFormat.of().formatHex(bytes);
                boolean whole = PlainUtf8.isText(bytes);
                boolean begun = PlainUtf8.BEGINNINGS.contains(hex);
                if ((state == Utf8.WHOLE) != whole || (state == Utf8.BROKEN) != (!whole && !begun)) {
                    fail(hex + " is checked as " + state);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"E4", "C3A4", "E282AC", "F09F9880", "E282", "80", "FF"})
    void whatIsNotAsciiIsSeenWhereverItStandsAmidIt(String hex) {
        byte[] part = HexFormat.of().parseHex(hex);
        for (int at = 0; at < 40; at++) {
            byte[] bytes = new byte[40 + part.length];
            Arrays.fill(bytes, (byte) 'x');
            System.arraycopy(part, 0, bytes, at, part.length);
            assertThat(check(bytes) == Utf8.WHOLE).as("at %s", at).isEqualTo(PlainUtf8.isText(bytes));
            assertThat(Utf8.check(Utf8.WHOLE, bytes, at, at + part.length))
                    .as("alone at %s", at)
                    .isEqualTo(check(part));
        }
    }

    @Test
    void whatIsBrokenStaysBroken() {
        assertThat(Utf8.check(Utf8.BROKEN, new byte[] {'a'}, 0, 1)).isEqualTo(Utf8.BROKEN);
        assertThat(Utf8.check(Utf8.BROKEN, new byte[0], 0, 0)).isEqualTo(Utf8.BROKEN);
    }
}

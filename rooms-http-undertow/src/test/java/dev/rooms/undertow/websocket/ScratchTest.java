package dev.rooms.undertow.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class ScratchTest {
    private final Scratch scratch = new Scratch();

    @Test
    void oneInflaterIsKeptAndTheOthersFreeTheirMemory() {
        Inflater one = scratch.borrow();
        Inflater other = scratch.borrow();
        scratch.giveBack(one);
        scratch.giveBack(other);
        assertThat(scratch.lent()).isZero();
        assertThatThrownBy(other::getBytesRead).hasMessageContaining("closed");
        assertThat(scratch.borrow()).isSameAs(one);
    }

    @Test
    void anInflaterIsAsNewWhenItIsLentAgain() {
        Inflater one = scratch.borrow();
        one.setInput(new byte[] {3, 0});
        scratch.giveBack(one);
        Inflater again = scratch.borrow();
        assertThat(again.needsInput()).isTrue();
        assertThat(again.getBytesRead()).isZero();
    }

    @Test
    void anArrayIsAsLongAsItIsAskedFor() {
        for (int bytes : new int[] {0, 10, 1024, 1025, 100_000, 5}) {
            assertThat(scratch.unmasked(bytes)).hasSizeGreaterThanOrEqualTo(bytes);
        }
    }
}

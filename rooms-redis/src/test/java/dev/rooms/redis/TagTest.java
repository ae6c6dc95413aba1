package dev.rooms.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.Test;

class TagTest {
    @Test
    void theirSlotsAreSpreadEvenly() {
        for (int part = 0; part < 16; part++) {
            assertThat(Tag.ALL.get(part).slot()).isBetween(part * 1024, part * 1024 + 1023);
        }
    }

    @Test
    void aNameHasTheSlotOfItsTagWhateverTheChannelAndThePrefix() {
        for (Tag tag : Tag.ALL) {
            assertThat(SlotHash.getSlot("rooms:" + tag.name("p:1"))).isEqualTo(tag.slot());
            assertThat(SlotHash.getSlot("chat:" + tag.name("all"))).isEqualTo(tag.slot());
        }
    }

    @Test
    void theChannelIsFoundInTheName() {
        assertThat(Tag.channel(Tag.ALL.get(3).name("p:17"))).isEqualTo("p:17");
    }
}

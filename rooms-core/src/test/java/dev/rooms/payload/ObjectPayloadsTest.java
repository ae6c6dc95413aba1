package dev.rooms.payload;

import static dev.rooms.payload.Reading.errors;
import static dev.rooms.payload.Reading.fields;
import static dev.rooms.payload.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rooms.RefusedException;
import dev.rooms.message.FieldError;
import dev.rooms.message.Message;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §1: unknown fields are refused, and every offending field is named. */
class ObjectPayloadsTest {
    /** A payload of an embedder's, with all that one may have. */
    public record Order(
            @NotBlank String customer,
            @NotEmpty @Valid List<Item> items,
            @Nullable Address address,
            @Nullable Volume size,
            @Nullable Map<String, Integer> notes,
            @JsonProperty("gift-wrapped") boolean giftWrapped) {}

    /** One piece of it. */
    public record Item(@NotBlank String name, @Max(100) int count, double price) {}

    /** Where it goes to. */
    public record Address(String street, Set<String> tags) {}

    /** A bean with setters. */
    public static class Bean {
        private String name = "";
        private int @Nullable [] numbers;

        @NotNull @Size(max = 3) public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int @Nullable [] getNumbers() {
            return numbers;
        }

        public void setNumbers(int[] numbers) {
            this.numbers = numbers;
        }
    }

    /** A record that checks itself. */
    public record Percent(int value) {
        public Percent {
            if (value < 0 || value > 100) {
                throw new IllegalArgumentException("value must be between 0 and 100");
            }
        }
    }

    /** A choice of few. */
    public enum Volume {
        SMALL,
        LARGE
    }

    @Test
    void aRecordIsReadWithAllItsParts() {
        Order order = read(
                "{\"customer\":\"Ada\",\"items\":[{\"name\":\"nut\",\"count\":3,\"price\":1.5}],"
                        + "\"address\":{\"street\":\"x\",\"tags\":[\"a\",\"b\"]},\"size\":\"LARGE\","
                        + "\"notes\":{\"n\":1},\"gift-wrapped\":true}",
                Order.class);
        assertThat(order)
                .isEqualTo(new Order(
                        "Ada",
                        List.of(new Item("nut", 3, 1.5)),
                        new Address("x", Set.of("a", "b")),
                        Volume.LARGE,
                        Map.of("n", 1),
                        true));
    }

    @Test
    void aBeanIsRead() {
        Bean bean = read("{\"name\":\"Ada\",\"numbers\":[1,2]}", Bean.class);
        assertThat(bean.getName()).isEqualTo("Ada");
        assertThat(bean.getNumbers()).containsExactly(1, 2);
        assertThat(fields("{\"name\":\"Adam\"}", Bean.class)).containsExactly("name");
        assertThat(fields("{\"name\":null,\"numbers\":[1,\"2\"],\"x\":1}", Bean.class))
                .containsExactlyInAnyOrder("name", "numbers[1]", "x");
    }

    @Test
    void allOffendingFieldsAreNamedAtOnceAlsoThoseDeepInside() {
        String json = "{\"customer\":\" \",\"items\":[{\"name\":\"nut\",\"count\":1,\"price\":1},"
                + "{\"name\":\"\",\"count\":\"2\",\"price\":1}],\"address\":{\"street\":7,\"tags\":[]},"
                + "\"size\":\"HUGE\",\"notes\":{\"n\":\"one\"},\"gift-wrapped\":\"yes\",\"unknown\":1}";
        assertThat(fields(json, Order.class))
                .containsExactly(
                        "address.street",
                        "customer",
                        "gift-wrapped",
                        "items[1].count",
                        "items[1].name",
                        "notes.n",
                        "size",
                        "unknown");
    }

    @Test
    void nothingIsNamedThatIsRight() {
        assertThat(fields(
                        "{\"customer\":\"a\",\"items\":[{\"name\":\"n\",\"count\":\"1\",\"price\":1}],\"gift-wrapped\":true}",
                        Order.class))
                .containsExactly("items[0].count");
    }

    @Test
    void whatIsMissingBlankOrTooMuchIsNamedWithItsPath() {
        assertThat(fields("{}", Order.class)).containsExactlyInAnyOrder("customer", "items", "gift-wrapped");
        assertThat(fields(
                        "{\"customer\":\"\",\"items\":[{\"name\":\"\",\"count\":101,\"price\":1}],\"gift-wrapped\":false}",
                        Order.class))
                .containsExactlyInAnyOrder("customer", "items[0].name", "items[0].count");
        assertThat(fields("{\"customer\":\"Ada\",\"items\":[],\"gift-wrapped\":false}", Order.class))
                .containsExactly("items");
    }

    @Test
    void messagesSayWhatWasExpected() {
        assertThat(errors(
                        "{\"customer\":7,\"items\":{},\"address\":\"x\",\"size\":\"HUGE\",\"gift-wrapped\":1}",
                        Order.class))
                .extracting(FieldError::message)
                .containsExactlyInAnyOrder(
                        "customer must be a string",
                        "items must be an array",
                        "address must be an object",
                        "size must be one of [SMALL, LARGE]",
                        "gift-wrapped must be true or false");
        assertThat(errors(
                        "{\"customer\":\"a\",\"items\":[{\"name\":\"n\",\"count\":1.5,\"price\":\"1\"}],\"gift-wrapped\":true}",
                        Order.class))
                .extracting(FieldError::message)
                .containsExactly(
                        "items[0].count must be a whole number that fits into int", "items[0].price must be a number");
    }

    @Test
    void theRefusalNamesTheFieldsInItsMessageToo() {
        assertThatThrownBy(() -> read("{\"id\":7,\"clientId\":7}", Message.class))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("id")
                .hasMessageContaining("clientName")
                .hasMessageContaining("fields are wrong");
        assertThatThrownBy(() -> read("{\"name\":\"Adam\"}", Bean.class)).hasMessageStartingWith("name ");
    }

    @Test
    void fieldsOfAnyNameAreUnknownUnlessTheTypeHasThem() {
        assertThat(fields("{\"__proto__\":1,\"class\":1,\"constructor\":1,\"name\":\"a\"}", Bean.class))
                .containsExactlyInAnyOrder("__proto__", "class", "constructor");
        assertThat(fields("{\"Name\":\"a\"}", Bean.class)).contains("Name");
    }

    @Test
    void aTypesOwnRefusalIsARefusal() {
        assertThat(read("{\"value\":100}", Percent.class).value()).isEqualTo(100);
        assertThat(errors("{\"value\":101}", Percent.class))
                .containsExactly(new FieldError("data", "data is refused: value must be between 0 and 100"));
        assertThat(errors("[{\"value\":1},{\"value\":-1}]", Percent[].class))
                .extracting(FieldError::field)
                .containsExactly("[1]");
        assertThat(fields("{\"value\":\"x\"}", Percent.class)).containsExactly("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "\"\"", "[]", "[{}]", "true"})
    void whatIsNoObjectIsRefused(String json) {
        assertThat(errors(json, Order.class)).extracting(FieldError::message).containsExactly("data must be an object");
    }
}

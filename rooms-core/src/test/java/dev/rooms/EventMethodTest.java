package dev.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.kit.TestClient;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventMethodTest {
    private final Rooms rooms = Rooms.create();
    private final TestClient ada = TestClient.connect(rooms, "ada");

    @AfterEach
    void close() {
        rooms.close();
    }

    /** A bean as an application has them. */
    @SuppressWarnings("unused") // called by reflection
    private static class Bean {
        record Bid(String lot, int euros) {}

        @OnEvent("bid")
        Map<String, Object> bid(Bid bid, Client client) {
            return Map.of("by", client.name(), "euros", bid.euros());
        }

        @OnEvent("echo")
        void echo(Incoming incoming) {
            incoming.acknowledge(Map.of("was", incoming.json()));
        }

        @OnEvent("silent")
        void silent(Incoming incoming) {}

        @OnEvent("done")
        void done() {}

        @OnEvent("nothing")
        @Nullable Object nothing(Json data) {
            return null;
        }

        @OnEvent(value = "at-once", options = EventOption.NON_BLOCKING)
        void atOnce() {}

        @OnEvent("refuse")
        void refuse() {
            throw new RefusedException("the auction is over");
        }

        @OnEvent("two")
        void twoKindsOfData(String one, Bid other) {}

        @OnEvent("twice")
        void twiceTheClient(Client one, Client other) {}

        @OnEvent("private")
        private void hidden() {}

        @OnEvent("static")
        static void ofNoBean() {}

        @OnEvent(value = "elsewhere", namespace = "/auctions")
        void elsewhere() {}
    }

    @Test
    void takesWhatItAsksForAndAnswersWithWhatItReturns() {
        add("bid");

        JsonNode answer = answer("bid", "{\"lot\":\"chair\",\"euros\":7}");

        assertThat(answer.path("by").asText()).isEqualTo("ada");
        assertThat(answer.path("euros").asInt()).isEqualTo(7);
    }

    @Test
    void dataThatDoesntFitNeverReachesIt() {
        add("bid");

        ada.send("bid", "{\"lot\":\"chair\",\"euros\":\"many\"}", "1");

        await().untilAsserted(() -> assertThat(ada.received("error"))
                .singleElement()
                .satisfies(error -> assertThat(error.toString()).contains("euros")));
    }

    @Test
    void acknowledgesByItselfWhereItTakesTheEvent() {
        add("echo");
        add("silent");

        ada.send("silent", "1", "1");
        assertThat(answer("echo", "[1,2]")).hasToString("{\"was\":[1,2]}");
        assertThat(ada.received("ack")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"done", "nothing", "at-once"})
    void saysSuccessWhereItReturnsNothing(String event) {
        add(event);

        assertThat(answer(event, "{}")).hasToString("{\"success\":true}");
    }

    @Test
    void itsOwnExceptionIsWhatTheClientIsAnsweredBy() {
        add("refuse");

        ada.send("refuse", "{}");

        await().untilAsserted(() -> assertThat(ada.received("error"))
                .singleElement()
                .satisfies(error -> assertThat(error.path("message").asText()).isEqualTo("the auction is over")));
    }

    @Test
    void handlesInTheNamespaceThatItNames() {
        add("elsewhere");

        assertThatThrownBy(() -> rooms.namespace("/auctions").on("elsewhere", Json.class, (client, data) -> {}))
                .isInstanceOf(IllegalStateException.class);
        rooms.on("elsewhere", Json.class, (client, data) -> {});
    }

    @ParameterizedTest
    @CsvSource({"two, one type of data at most", "twice, one Client", "private, neither private", "static, nor static"})
    void aMethodThatCantHandleIsRefusedWithTheReason(String event, String reason) {
        assertThatThrownBy(() -> add(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("EventMethodTest$Bean.", reason);
    }

    private void add(String event) {
        Bean bean = new Bean();
        Method method = Arrays.stream(Bean.class.getDeclaredMethods())
                .filter(one -> one.isAnnotationPresent(OnEvent.class)
                        && one.getAnnotation(OnEvent.class).value().equals(event))
                .findFirst()
                .orElseThrow();
        EventMethod.of(method, method.getAnnotation(OnEvent.class)).addTo(rooms, (target, arguments) -> {
            target.setAccessible(true);
            return target.invoke(bean, arguments);
        });
    }

    /** What the event is acknowledged with. */
    private JsonNode answer(String event, String data) {
        ada.send(event, data, "9");
        await().until(() -> !ada.received("ack").isEmpty());
        return ada.received("ack").get(0);
    }
}

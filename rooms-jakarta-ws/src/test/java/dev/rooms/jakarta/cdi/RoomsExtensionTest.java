package dev.rooms.jakarta.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.Json;
import dev.rooms.Limits;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CDI finds the extension by itself. */
class RoomsExtensionTest {

    @Test
    void aBeanHandlesEventsOfTheRoomsThatItHasInjected() {
        try (SeContainer beans = start(Chat.Lines.class)) {
            Rooms rooms = rooms(beans);
            TestClient ada = TestClient.connect(rooms, "ada");
            ada.join("lobby");

            ada.send("say", "{\"room\":\"lobby\",\"text\":\"Hello\"}", "1");

            await().until(() -> !ada.received("said").isEmpty());
            await().untilAsserted(() -> assertThat(ada.received("ack"))
                    .anySatisfy(
                            answer -> assertThat(answer.path("heard").asInt()).isOne()));
            assertThat(rooms.limits()).isEqualTo(Limits.DEFAULTS);
        }
    }

    @Test
    void whatIsInjectedIsOneAndTheSame() {
        try (SeContainer beans = start(Chat.Lines.class)) {
            assertThat(rooms(beans)).isSameAs(rooms(beans));
        }
    }

    @Test
    void aBeanWithoutScopeIsOneForAllEvents() {
        try (SeContainer beans = start(Chat.Counter.class)) {
            TestClient ada = TestClient.connect(rooms(beans), "ada");

            assertThat(answer(ada, "count").asInt()).isEqualTo(1);
            assertThat(answer(ada, "count").asInt()).isEqualTo(2);
        }
    }

    @Test
    void eachEventIsARequestOfItsOwn() {
        try (SeContainer beans = start(Chat.Visits.class, Chat.Visit.class)) {
            TestClient ada = TestClient.connect(rooms(beans), "ada");

            JsonNode first = answer(ada, "visit");
            JsonNode second = answer(ada, "visit");

            assertThat(first.get(0)).as("within one event").isEqualTo(first.get(1));
            assertThat(second.get(0)).isNotEqualTo(first.get(0));
            await().until(() -> Chat.Visit.ended() == 2);
        }
    }

    @Test
    void observersHearOfClientsThatComeAndGo() {
        try (SeContainer beans = start(Chat.Door.class)) {
            List<String> heard = beans.select(Chat.Door.class).get().heard();
            TestClient ada = TestClient.connect(rooms(beans), "ada");
            await().untilAsserted(() -> assertThat(heard)
                    .containsExactlyInAnyOrder("ada came to / from 127.0.0.1", "ada came, later told"));
            heard.clear();

            ada.close();

            await().untilAsserted(() -> assertThat(heard).containsExactly("ada left /: NORMAL"));
        }
    }

    @Test
    void observersStillHearOfThoseWhoGoAsTheApplicationEnds() {
        List<String> heard;
        try (SeContainer beans = start(Chat.Door.class)) {
            heard = beans.select(Chat.Door.class).get().heard();
            TestClient.connect(rooms(beans), "ada");
            await().until(() -> heard.size() == 2);
            heard.clear();
        }
        assertThat(heard).singleElement().asString().startsWith("ada left /: ");
    }

    @Test
    void theRoomsAreClosedWithTheApplication() {
        Rooms rooms;
        try (SeContainer beans = start(Chat.Lines.class)) {
            rooms = rooms(beans);
            assertThat(rooms.isReady()).isTrue();
        }
        assertThat(rooms.isReady()).isFalse();
    }

    @Test
    void theyAreMadeAsTheApplicationsBuilderSays() {
        try (SeContainer beans = start(Chat.Settings.class)) {
            assertThat(rooms(beans).limits().maxConnections()).isEqualTo(7);
        }
    }

    @Test
    void roomsThatTheApplicationMakesAreJoinedAndLeftForItToClose() {
        Rooms rooms;
        try (SeContainer beans = start(Chat.Own.class, Chat.Counter.class)) {
            rooms = rooms(beans);
            assertThat(answer(TestClient.connect(rooms, "ada"), "count").asInt())
                    .isEqualTo(1);
        }
        assertThat(rooms.isReady()).isTrue();
        rooms.close();
    }

    @Test
    void roomsThatTheApplicationHandsOverAreJoinedAndInjectedAndLeftForItToClose() {
        try (Rooms rooms = Rooms.create()) {
            try (SeContainer beans = start(Chat.Counter.class)) {
                beans.getBeanManager().getExtension(RoomsExtension.class).use(rooms);

                assertThat(answer(TestClient.connect(rooms, "ada"), "count").asInt())
                        .isEqualTo(1);
                assertThat(rooms(beans)).isSameAs(rooms);
            }
            assertThat(rooms.isReady()).isTrue();
        }
    }

    @Test
    void roomsThatCameTooLateAreRefused() {
        try (Rooms rooms = Rooms.create();
                SeContainer beans = start(Chat.Counter.class)) {
            rooms(beans);

            assertThatThrownBy(() -> beans.getBeanManager()
                            .getExtension(RoomsExtension.class)
                            .use(rooms))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("injected already");
        }
    }

    @Test
    void aHandlerMayBeInANamespace() {
        try (SeContainer beans = start(Chat.Elsewhere.class)) {
            Rooms rooms = rooms(beans);
            assertThatThrownBy(() -> rooms.namespace("/auctions").on("ask", Json.class, (client, data) -> {}))
                    .hasMessageContaining("'ask' has a handler already");
        }
    }

    @Test
    void anInheritedMethodHandlesAndAnOverriddenOneDoesNot() {
        try (SeContainer beans = start(Chat.Overriding.class)) {
            TestClient ada = TestClient.connect(rooms(beans), "ada");

            assertThat(answer(ada, "which").asText()).isEqualTo("the one that overrides");
            assertThat(answer(ada, "inherited").asText()).isEqualTo("from above");
        }
    }

    @Test
    void aMethodThatCantHandleFailsTheStart() {
        assertThatThrownBy(() -> start(Chat.Wrong.class).close())
                .hasStackTraceContaining("Wrong.wrong")
                .hasStackTraceContaining("one type of data at most");
    }

    private static SeContainer start(Class<?>... beans) {
        // With discovery, as CDI looks for extensions only then; there is no beans.xml that would lead it to more
        // beans.
        return SeContainerInitializer.newInstance().addBeanClasses(beans).initialize();
    }

    private static Rooms rooms(SeContainer beans) {
        return beans.select(Rooms.class).get();
    }

    /** What that event, without data, is acknowledged with. */
    private static JsonNode answer(TestClient client, String event) {
        client.channel().clear();
        client.send(event, "{}", "1");
        await().until(() -> !client.received("ack").isEmpty());
        return client.received("ack").get(0);
    }
}

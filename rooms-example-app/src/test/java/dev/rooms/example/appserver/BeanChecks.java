package dev.rooms.example.appserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rooms.example.JsonClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What the beans of {@link TeamWar} must do on each server with CDI. */
final class BeanChecks {
    static final List<Check> ALL = List.of(
            new Check("a bean handles an event, and sends by the rooms that it has injected", BeanChecks::handler),
            new Check("a bean observes clients that come and go", BeanChecks::observer));

    private BeanChecks() {}

    private static void handler(URI server) {
        try (JsonClient ada = JsonClient.connect(server, "ada")) {
            String room = Messages.room();
            ada.join(room);

            assertThat(guests(ada, room).path("greeted").asInt()).isOne();
            assertThat(ada.await("greeting").asText()).isEqualTo("ada");
        }
    }

    private static void observer(URI server) {
        try (JsonClient ada = JsonClient.connect(server, "ada");
                JsonClient guest = JsonClient.connect(server, "guest-" + UUID.randomUUID())) {
            String name = guest.await("client-connected").path("clientName").asText();
            await().untilAsserted(() -> assertThat(names(ada)).contains(name));

            guest.close(1000);

            await().untilAsserted(() -> assertThat(names(ada)).doesNotContain(name));
        }
    }

    private static List<String> names(JsonClient client) {
        return StreamSupport.stream(guests(client, "nobody").path("names").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode guests(JsonClient client, String room) {
        String id = UUID.randomUUID().toString();
        client.send(Messages.json(Map.of("event", "guests", "data", room, "ackId", id)));
        return client.awaitEnvelope(
                        "ack", answer -> answer.path("ackId").asText().equals(id))
                .path("data");
    }
}

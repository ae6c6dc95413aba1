package dev.rooms.spring;

import dev.rooms.Client;
import dev.rooms.Incoming;
import dev.rooms.OnEvent;
import dev.rooms.RefusedException;
import dev.rooms.Rooms;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with handlers of each kind. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Chat {
    record Line(@NotBlank String room, String text) {}

    /** Has the rooms injected, as a service that sends has. */
    static class Handlers {
        private final Rooms rooms;

        Handlers(Rooms rooms) {
            this.rooms = rooms;
        }

        @OnEvent("say")
        Map<String, Object> say(Line line, Client client) {
            if (!client.isIn(line.room())) {
                throw new RefusedException("join the room before you speak");
            }
            return Map.of("heard", rooms.to(line.room()).emit("said", line));
        }

        @OnEvent("shout")
        void shout(Client client, Incoming incoming) {
            incoming.acknowledge(Map.of("echo", incoming.json()));
        }

        @OnEvent("ping-me")
        void pingMe() {}
    }

    @Bean
    Handlers handlers(Rooms rooms) {
        return new Handlers(rooms);
    }

    @Bean
    RoomsCustomizer greeting() {
        return rooms -> rooms.onConnect((client, handshake) -> client.emit("welcome", client.name()));
    }
}

package dev.rooms.spring;

import dev.rooms.Rooms;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells Spring Boot 4's health endpoint how the rooms are; {@link ActuatorHealthAutoConfiguration} does for 3's. */
@AutoConfiguration(after = RoomsAutoConfiguration.class)
@ConditionalOnClass(
        name = "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator")
@ConditionalOnEnabledHealthIndicator("rooms")
public final class HealthAutoConfiguration {

    @Bean
    HealthIndicator roomsHealthIndicator(Rooms rooms) {
        return () -> (HealthDetails.isUp(rooms) ? Health.up() : Health.outOfService())
                .withDetails(HealthDetails.of(rooms))
                .build();
    }
}

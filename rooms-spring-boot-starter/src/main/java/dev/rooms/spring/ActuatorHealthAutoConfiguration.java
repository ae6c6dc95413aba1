package dev.rooms.spring;

import dev.rooms.Rooms;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Tells Spring Boot 3's actuator how the rooms are; {@link HealthAutoConfiguration} does for Spring Boot 4's. */
@AutoConfiguration(after = RoomsAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator")
@ConditionalOnEnabledHealthIndicator("rooms")
public final class ActuatorHealthAutoConfiguration {

    @Bean
    HealthIndicator roomsHealthIndicator(Rooms rooms) {
        return () -> (HealthDetails.isUp(rooms) ? Health.up() : Health.outOfService())
                .withDetails(HealthDetails.of(rooms))
                .build();
    }
}

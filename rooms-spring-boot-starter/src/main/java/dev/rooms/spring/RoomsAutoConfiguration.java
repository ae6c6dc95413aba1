package dev.rooms.spring;

import dev.rooms.ClusterSettings;
import dev.rooms.Limits;
import dev.rooms.RecoverySettings;
import dev.rooms.Rooms;
import dev.rooms.RoomsBuilder;
import dev.rooms.backplane.Backplane;
import dev.rooms.security.Authenticator;
import dev.rooms.security.OriginPolicy;
import dev.rooms.security.RoomAuthorizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Makes the application's {@link Rooms} as the settings {@code rooms.*} say, unless it has made some itself, and brings
 * its handlers to them.
 *
 * <p>Beans that are there are taken: {@link Limits}, {@link Authenticator}, {@link RoomAuthorizer}, {@link OriginPolicy},
 * {@link Backplane}, {@link ClusterSettings} in place of the settings; then each {@link RoomsBuilderCustomizer}.
 */
@AutoConfiguration
@EnableConfigurationProperties(RoomsProperties.class)
public final class RoomsAutoConfiguration {

    /** Closed by {@link RoomsLifecycle}, and here for a start that failed before it. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Rooms rooms(
            RoomsProperties properties,
            ObjectProvider<Limits> limits,
            ObjectProvider<Authenticator> authenticator,
            ObjectProvider<RoomAuthorizer> authorizer,
            ObjectProvider<OriginPolicy> origins,
            ObjectProvider<Backplane> backplane,
            ObjectProvider<ClusterSettings> cluster,
            ObjectProvider<RoomsBuilderCustomizer> customizers) {
        RoomsBuilder builder = Rooms.builder()
                .limits(limits.getIfAvailable(() -> properties.limits().limits()))
                .authenticator(authenticator.getIfAvailable(() -> Authenticator.ALLOW))
                .authorizer(
                        authorizer.getIfAvailable(() -> properties.roomPolicy().authorizer()))
                .origins(origins.getIfAvailable(properties::originPolicy))
                .announcements(properties.announcements());
        if (!properties.contractEvents()) {
            builder.withoutContractEvents();
        }
        if (!properties.recovery().isZero()) {
            builder.recovery(RecoverySettings.within(properties.recovery()));
        }
        Backplane bus = backplane.getIfAvailable();
        if (bus != null) {
            builder.backplane(bus)
                    .cluster(cluster.getIfAvailable(() -> properties.cluster().settings()));
        } else if (!properties.redis().url().isBlank()) {
            // It would stand alone, and nobody would notice.
            throw new IllegalStateException(
                    "rooms.redis.url is set, and rooms-redis isn't there; add dev.rooms:rooms-redis to the dependencies");
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    RoomsLifecycle roomsLifecycle(Rooms rooms) {
        return new RoomsLifecycle(rooms);
    }

    @Bean
    EventMethods roomsEventMethods(
            ConfigurableListableBeanFactory beans, Rooms rooms, ObjectProvider<RoomsCustomizer> customizers) {
        return new EventMethods(beans, rooms, customizers);
    }
}

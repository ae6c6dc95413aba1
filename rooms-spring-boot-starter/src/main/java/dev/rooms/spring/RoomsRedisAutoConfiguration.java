package dev.rooms.spring;

import dev.rooms.backplane.Backplane;
import dev.rooms.redis.RedisBackplane;
import dev.rooms.redis.RedisSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Joins this server with others by the Redis of the settings {@code rooms.redis.*}, where rooms-redis is there. */
@AutoConfiguration(before = RoomsAutoConfiguration.class)
@ConditionalOnClass(RedisBackplane.class)
@Conditional(RoomsRedisAutoConfiguration.OnUrl.class)
@EnableConfigurationProperties(RoomsProperties.class)
public final class RoomsRedisAutoConfiguration {

    /** Closed by the rooms that it belongs to, and here for a start that failed before them. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Backplane roomsBackplane(RoomsProperties properties) {
        RoomsProperties.Redis redis = properties.redis();
        return RedisBackplane.of(RedisSettings.of(redis.url()).withPrefix(redis.prefix()));
    }

    /** Whether a URL is set; an empty one, as of a variable of the environment that isn't there, is none. */
    static final class OnUrl implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("rooms.redis.url"));
        }
    }
}

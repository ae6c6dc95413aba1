package dev.rooms.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rooms.Client;
import dev.rooms.Limits;
import dev.rooms.OnEvent;
import dev.rooms.Rooms;
import dev.rooms.kit.TestClient;
import dev.rooms.security.Authenticator;
import dev.rooms.security.Authenticator.Verdict;
import dev.rooms.security.OriginPolicy;
import dev.rooms.transport.Handshake;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class RoomsAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RoomsAutoConfiguration.class,
                    ActuatorHealthAutoConfiguration.class,
                    HealthAutoConfiguration.class));

    @Test
    void withoutSettingsTheRoomsHaveTheLibrarysDefaults() {
        application.run(context -> {
            Rooms rooms = context.getBean(Rooms.class);
            assertThat(rooms.limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(rooms.origins()).isSameAs(OriginPolicy.sameHost());
            assertThat(rooms.asksWhoCalls()).isFalse();
        });
    }

    @Test
    void settingsBecomeLimitsAndOrigins() {
        application
                .withPropertyValues(
                        "rooms.limits.max-message-bytes=64KB",
                        "rooms.limits.max-connections=7",
                        "rooms.limits.heartbeat-interval=3s",
                        "rooms.origins=https://example.org,same-host")
                .run(context -> {
                    Rooms rooms = context.getBean(Rooms.class);
                    assertThat(rooms.limits())
                            .isEqualTo(Limits.DEFAULTS
                                    .withMaxMessageBytes(64 * 1024)
                                    .withMaxConnections(7)
                                    .withHeartbeatInterval(Duration.ofSeconds(3)));
                    assertThat(rooms.origins().allowsReading("https://example.org"))
                            .isTrue();
                    assertThat(rooms.origins().allowsReading("https://example.com"))
                            .isFalse();
                });
        application
                .withPropertyValues("rooms.origins=*")
                .run(context -> assertThat(
                                context.getBean(Rooms.class).origins().isAny())
                        .isTrue());
    }

    @Test
    void aWrongSettingStopsTheStartAndIsNamed() {
        application
                .withPropertyValues("rooms.limits.max-message-bytes=5B")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("maxMessageBytes is 5; give 128 or more"));
        application
                .withPropertyValues("rooms.limits.max-waiting-bytes=0B")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("maxWaitingBytes is 0; give 1 or more"));
        application
                .withPropertyValues("rooms.limits.max-message-bytes=4GB")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("rooms.limits.max-message-bytes is 4294967296 bytes"));
    }

    @Test
    void beansWinOverSettings() {
        Limits small = Limits.DEFAULTS.withMaxConnections(3);
        application
                .withPropertyValues("rooms.limits.max-connections=7")
                .withBean(Limits.class, () -> small)
                .withBean(Authenticator.class, () -> handshake -> Verdict.forbidden("closed today"))
                .withBean(OriginPolicy.class, OriginPolicy::any)
                .run(context -> {
                    Rooms rooms = context.getBean(Rooms.class);
                    assertThat(rooms.limits()).isEqualTo(small);
                    assertThat(rooms.origins().isAny()).isTrue();
                    assertThat(rooms.authenticate(
                                    new Handshake(Handshake.Kind.HTTP, "/rooms", Map.of(), Map.of(), "127.0.0.1")))
                            .isEqualTo(Verdict.forbidden("closed today"));
                });
    }

    @Test
    void theBuildersCustomizerHasTheLastWord() {
        application
                .withPropertyValues("rooms.origins=https://example.org")
                .withBean(RoomsBuilderCustomizer.class, () -> builder -> builder.origins(OriginPolicy.any()))
                .run(context -> assertThat(
                                context.getBean(Rooms.class).origins().isAny())
                        .isTrue());
    }

    @Test
    void roomsOfTheApplicationsOwnAreLeftAlone() {
        Rooms own = Rooms.create();
        application
                .withBean(Rooms.class, () -> own)
                .run(context -> assertThat(context.getBean(Rooms.class)).isSameAs(own));
        assertThat(own.isReady()).isFalse();
    }

    @Test
    void theRoomsCloseWithTheContext() {
        Rooms[] seen = new Rooms[1];
        application.run(context -> {
            seen[0] = context.getBean(Rooms.class);
            assertThat(seen[0].isReady()).isTrue();
        });
        assertThat(seen[0].isReady()).isFalse();
    }

    @Test
    void aContextThatStoppedIsntStartedAgain() {
        application.run(context -> {
            context.stop();

            assertThat(context.getBean(Rooms.class).isReady()).isFalse();
            assertThatThrownBy(context::start).hasStackTraceContaining("make a new context");
        });
    }

    @Test
    void aMethodThatCantHandleFailsTheStart() {
        application
                .withBean(WrongHandler.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("WrongHandler.wrong")
                        .hasMessageContaining("one type of data at most"));
    }

    static class WrongHandler {
        @OnEvent("wrong")
        void wrong(String one, Integer other) {}
    }

    @Test
    void anEventGoesThroughTheProxyOfItsBean() {
        List<String> seen = new CopyOnWriteArrayList<>();
        BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
        proxies.setBeanNames("handler");
        proxies.setInterceptorNames("witness");
        application
                .withBean(BeanNameAutoProxyCreator.class, () -> proxies)
                .withBean("witness", MethodInterceptor.class, () -> call -> {
                    seen.add(call.getMethod().getName());
                    return call.proceed();
                })
                .withBean("handler", Handler.class)
                .run(context -> {
                    TestClient ada = TestClient.connect(context.getBean(Rooms.class), "ada");

                    ada.send("greet", "{}", "1");

                    await().untilAsserted(() -> assertThat(ada.received("ack"))
                            .singleElement()
                            .extracting(JsonNode::asText)
                            .isEqualTo("Hello ada"));
                    assertThat(seen).containsExactly("greet");
                });
    }

    static class Handler {
        @OnEvent("greet")
        String greet(Client client) {
            return "Hello " + client.name();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        RoomsAutoConfiguration.class,
        ActuatorHealthAutoConfiguration.class,
        HealthAutoConfiguration.class
    })
    static class Ours {}

    @Test
    void withoutAnActuatorThereAreRoomsAndNoHealth() {
        // By way of the class files, as in an application: there, annotations that are missing aren't missed.
        new ApplicationContextRunner()
                .withUserConfiguration(Ours.class)
                .withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
                .run(context -> assertThat(context).hasSingleBean(Rooms.class).doesNotHaveBean("roomsHealthIndicator"));
        new ApplicationContextRunner()
                .withUserConfiguration(Ours.class)
                .run(context -> assertThat(context).hasBean("roomsHealthIndicator"));
    }

    @Test
    void healthIsUpUntilTheRoomsLetNobodyIn() {
        application.run(context -> {
            HealthIndicator health = context.getBean("roomsHealthIndicator", HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails()).containsOnly(Map.entry("clients", 0), Map.entry("rooms", 0));

            context.getBean(Rooms.class).refuseNewClients();

            assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void healthIsLeftOutWhereItIsSwitchedOff() {
        application
                .withPropertyValues("management.health.rooms.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("roomsHealthIndicator"));
    }

    @Test
    void everySettingIsDescribedForIdes() throws IOException {
        JsonNode metadata;
        try (InputStream file =
                RoomsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new ObjectMapper().readTree(new String(file.readAllBytes(), UTF_8));
        }
        List<JsonNode> properties = StreamSupport.stream(
                        metadata.path("properties").spliterator(), false)
                .toList();
        assertThat(properties)
                .extracting(property -> property.path("name").asText())
                .contains("rooms.paths");
        assertThat(properties)
                .allSatisfy(property -> assertThat(property.path("description").asText())
                        .as(property.toString())
                        .isNotBlank());
        assertThat(properties).hasSameSizeAs(names(RoomsProperties.class).toList());
    }

    private static Stream<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component ->
                        component.getType().isRecord() ? names(component.getType()) : Stream.of(component.getName()));
    }
}

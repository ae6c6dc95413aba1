package dev.rooms.example;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The arrows between the modules and the habits of the code. They are tested here because this module sees all others
 * but the benchmarks, on which the rules let nothing depend.
 */
@AnalyzeClasses(
        packages = "dev.rooms",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    /** Leaves out the kits, which are on the class path as a jar once core is one. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String JAKARTA = "dev.rooms.jakarta..";
    private static final String CONTAINERS = "dev.rooms.jakarta.container..";
    private static final String UNDERTOW = "dev.rooms.undertow..";
    private static final String REDIS = "dev.rooms.redis..";
    private static final String EXAMPLE = "dev.rooms.example..";
    private static final String BENCH = "dev.rooms.bench..";

    private static final String[] SERVLET_AND_WEBSOCKET_API = {"jakarta.servlet..", "jakarta.websocket.."};
    private static final String[] SERVERS = {
        "io.undertow..",
        "org.xnio..",
        "org.glassfish..",
        "org.apache.catalina..",
        "org.apache.tomcat..",
        "org.eclipse.jetty.."
    };
    private static final String[] REDIS_CLIENTS = {"io.lettuce..", "io.netty.."};
    private static final String[] METRICS = {"io.micrometer..", "io.prometheus.."};
    /** An embedder chooses these: logging goes through System.Logger, validation through the standard's API. */
    private static final String[] EMBEDDERS_CHOICE = {"org.slf4j..", "ch.qos.logback..", "org.hibernate.."};

    /** Whatever is neither an adapter nor an application, so that a new package of core's is held to the rules too. */
    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("dev.rooms..")
            .and(not(resideInAnyPackage(JAKARTA, UNDERTOW, REDIS, EXAMPLE, BENCH)))
            .as("are in core");

    @ArchTest
    static final ArchRule core_knows_no_module_above_it =
            noClasses().that(CORE).should().dependOnClassesThat().resideInAnyPackage(JAKARTA, UNDERTOW, REDIS);

    @ArchTest
    static final ArchRule core_knows_no_transport_and_no_server = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(inAny(SERVLET_AND_WEBSOCKET_API, SERVERS, REDIS_CLIENTS, METRICS, EMBEDDERS_CHOICE));

    @ArchTest
    static final ArchRule jakarta_adapter_knows_core_and_the_standard_alone = noClasses()
            .that()
            .resideInAPackage(JAKARTA)
            .and()
            .resideOutsideOfPackage(CONTAINERS)
            .should()
            .dependOnClassesThat(inAny(new String[] {UNDERTOW, REDIS}, SERVERS, REDIS_CLIENTS, EMBEDDERS_CHOICE));

    // What a container has to offer beyond the standard may be absent: nothing but ServiceLoader may lead there.
    @ArchTest
    static final ArchRule single_containers_are_known_to_their_own_classes_alone = noClasses()
            .that()
            .resideOutsideOfPackage(CONTAINERS)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("dev\\.rooms\\.jakarta\\.container\\..+Container");

    @ArchTest
    static final ArchRule undertow_adapter_knows_core_and_undertow_alone = noClasses()
            .that()
            .resideInAPackage(UNDERTOW)
            .should()
            .dependOnClassesThat(
                    inAny(new String[] {JAKARTA, REDIS}, SERVLET_AND_WEBSOCKET_API, REDIS_CLIENTS, EMBEDDERS_CHOICE));

    @ArchTest
    static final ArchRule redis_adapter_knows_core_and_its_client_alone = noClasses()
            .that()
            .resideInAPackage(REDIS)
            .should()
            .dependOnClassesThat(
                    inAny(new String[] {JAKARTA, UNDERTOW}, SERVLET_AND_WEBSOCKET_API, SERVERS, EMBEDDERS_CHOICE));

    @ArchTest
    static final ArchRule nothing_depends_on_an_application = noClasses()
            .that()
            .resideOutsideOfPackages(EXAMPLE, BENCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EXAMPLE, BENCH);

    @ArchTest
    static final ArchRule example_knows_no_benchmark = noClasses()
            .that()
            .resideInAPackage(EXAMPLE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BENCH);

    // Java refuses modules that share a package.
    @ArchTest
    static void no_package_is_in_two_modules(JavaClasses classes) {
        Map<String, Set<String>> places = new TreeMap<>();
        for (JavaClass type : classes) {
            String file = type.getSource().orElseThrow().getUri().toString();
            String place = file.substring(0, file.length() - (type.getName().replace('.', '/') + ".class").length());
            places.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(place);
        }
        assertThat(places)
                .isNotEmpty()
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @ArchTest
    static final ArchRule names_say_what_a_class_is_for =
            noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager)(\\$.*)?");

    @ArchTest
    static final ArchRule packages_follow_what_a_thing_is_for = noClasses()
            .should()
            .resideInAnyPackage("..impl..", "..util..", "..utils..", "..helper..", "..helpers..", "..dto..");

    @ArchTest
    static final ArchRule only_the_main_class_speaks_to_the_console = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.rooms.example.Main")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logging_is_system_logger =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    // HOSTILE 24: the clock may jump by an hour, and no deadline with it.
    @ArchTest
    static final ArchRule time_is_measured_by_nanoTime = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Date.class, Timer.class);

    private static DescribedPredicate<JavaClass> inAny(String[]... packages) {
        return resideInAnyPackage(Stream.of(packages).flatMap(Stream::of).toArray(String[]::new));
    }
}

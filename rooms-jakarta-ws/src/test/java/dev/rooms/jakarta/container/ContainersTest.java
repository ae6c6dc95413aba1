package dev.rooms.jakarta.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rooms.transport.Lane;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ContainersTest {
    private static Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (self, method, arguments) -> null);
    }

    @Test
    void everyContainerOfThisPackageIsFound() {
        assertThat(ServiceLoader.load(Container.class).stream().map(ServiceLoader.Provider::type))
                .containsExactlyInAnyOrder(JettyContainer.class, TomcatContainer.class, UndertowContainer.class);
    }

    @Test
    void aSessionThatNoContainerKnowsIsWrittenByTheStandard() {
        Outlet outlet = Containers.find().outlet(session());

        assertThat(outlet).isInstanceOf(StandardOutlet.class);
        assertThat(outlet.lane()).isSameAs(Lane.inPlace());
    }

    @Test
    void aContainerWhoseClassesAreNotThereIsLeftOut() throws Exception {
        try (URLClassLoader bare = without("io.undertow.", "org.apache.tomcat.", "org.eclipse.jetty.")) {
            Class<?> containers = bare.loadClass(Containers.class.getName());

            Object found = containers.getMethod("find").invoke(null);

            assertThat(containers).isNotSameAs(Containers.class);
            assertThat(found).extracting("known").isEqualTo(List.of());
            assertThat(containers.getMethod("outlet", Session.class).invoke(found, session()))
                    .extracting(outlet -> outlet.getClass().getSimpleName())
                    .isEqualTo("StandardOutlet");
        }
    }

    @Test
    void aContainerThatIsThereOnlyInPartIsLeftOut() throws Exception {
        try (URLClassLoader bare = without("org.xnio.", "org.apache.tomcat.", "org.eclipse.jetty.")) {
            Object found =
                    bare.loadClass(Containers.class.getName()).getMethod("find").invoke(null);

            assertThat(found).extracting("known").isEqualTo(List.of());
        }
    }

    /** All that is on the class path but this package, which is loaded anew, and what is below these. */
    private static URLClassLoader without(String... packages) {
        URL here = Containers.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {here}, new Without(List.of(packages)));
    }

    private static final class Without extends ClassLoader {
        private final List<String> packages;

        Without(List<String> packages) {
            super(ContainersTest.class.getClassLoader());
            this.packages = packages;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.rooms.jakarta.") || packages.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}

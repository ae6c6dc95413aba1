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
        URL here = Containers.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader bare = new URLClassLoader(new URL[] {here}, new WithoutContainers())) {
            Class<?> containers = bare.loadClass(Containers.class.getName());

            Object found = containers.getMethod("find").invoke(null);

            assertThat(containers).isNotSameAs(Containers.class);
            assertThat(found).extracting("known").isEqualTo(List.of());
            assertThat(containers.getMethod("outlet", Session.class).invoke(found, session()))
                    .extracting(outlet -> outlet.getClass().getSimpleName())
                    .isEqualTo("StandardOutlet");
        }
    }

    /** All that is on the class path but this package, which is loaded anew, and what it may do without. */
    private static final class WithoutContainers extends ClassLoader {
        WithoutContainers() {
            super(ContainersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.rooms.jakarta.")
                    || name.startsWith("io.undertow.")
                    || name.startsWith("org.apache.tomcat.")
                    || name.startsWith("org.eclipse.jetty.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}

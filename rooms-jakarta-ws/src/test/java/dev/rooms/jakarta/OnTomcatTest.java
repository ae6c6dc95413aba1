package dev.rooms.jakarta;

import jakarta.servlet.ServletContextListener;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.NamingException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.SimpleInstanceManager;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.io.TempDir;

/** The compatibility kits on Tomcat. */
class OnTomcatTest extends ServletContainer {
    private static final String LISTENER = "application";

    /** Reports each start and stop. Kept, as java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger QUIET = Logger.getLogger("org.apache");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    @TempDir
    private Path folder;

    @Override
    Running start(ServletContextListener application) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Connector connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        StandardContext context = (StandardContext) tomcat.addContext(CONTEXT_PATH, folder.toString());
        context.addServletContainerInitializer(new WsSci(), null);
        // A listener that an application names itself; Tomcat lets no other add servlets.
        context.addApplicationListener(LISTENER);
        context.setInstanceManager(new SimpleInstanceManager() {
            @Override
            public Object newInstance(String name)
                    throws IllegalAccessException, InvocationTargetException, InstantiationException,
                            ClassNotFoundException, NoSuchMethodException, NamingException {
                return name.equals(LISTENER) ? application : super.newInstance(name);
            }
        });
        // Its WebSocket is a filter, and those come before some servlet only.
        context.addServletContainerInitializer(
                (classes, servlets) ->
                        servlets.addServlet("default", DefaultServlet.class).addMapping("/"),
                null);
        tomcat.start();
        return new Running(connector.getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        });
    }
}

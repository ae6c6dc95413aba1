package dev.rooms.example.web;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ContextEnvironment;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat, to which rooms-example.war is deployed under a context path. */
final class DeployedWar implements AutoCloseable {
    static final String CONTEXT_PATH = "/chat";
    private static final Path WAR = Path.of(System.getProperty("rooms.war"));

    /** Reports each start and stop. Kept, as java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger QUIET = Logger.getLogger("org.apache");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Tomcat tomcat = new Tomcat();

    DeployedWar(Path folder) throws IOException, LifecycleException {
        tomcat.setBaseDir(folder.toString());
        // Where Tomcat looks for what is deployed, and complains of it when it is not there.
        Files.createDirectories(folder.resolve("webapps"));
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.enableNaming();
        tomcat.getHost().setAutoDeploy(false);
        // Its thread is the application's for a moment now and then, and Tomcat reports it as left behind if it is so
        // at
        // the end.
        tomcat.getEngine().setBackgroundProcessorDelay(-1);
        tomcat.start();
    }

    /** The web application, before it starts. */
    StandardContext prepare() {
        StandardContext context = new StandardContext();
        context.setPath(CONTEXT_PATH);
        context.setName(CONTEXT_PATH);
        context.setDocBase(WAR.toString());
        context.setParentClassLoader(new ServerClasses());
        context.addLifecycleListener(new ContextConfig());
        context.addServletContainerInitializer(new WsSci(), null);
        return context;
    }

    void deploy(StandardContext context) {
        tomcat.getHost().addChild(context);
    }

    boolean isUp(StandardContext context) {
        return context.getState() == LifecycleState.STARTED;
    }

    /** Starts it with nothing set. */
    StandardContext deploy() {
        StandardContext context = prepare();
        deploy(context);
        return context;
    }

    /**
     * Stops it for good.
     *
     * @return its class loader, if that is still there
     */
    WeakReference<ClassLoader> undeploy(StandardContext context) throws LifecycleException {
        WeakReference<ClassLoader> classes =
                new WeakReference<>(context.getLoader().getClassLoader());
        tomcat.getHost().removeChild(context);
        context.destroy();
        return classes;
    }

    static void setInNaming(StandardContext context, String name, String value) {
        ContextEnvironment entry = new ContextEnvironment();
        entry.setName(name);
        entry.setType("java.lang.String");
        entry.setValue(value);
        context.getNamingResources().addEnvironment(entry);
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + tomcat.getConnector().getLocalPort() + CONTEXT_PATH + path);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}

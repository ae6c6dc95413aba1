package dev.rooms.example.appserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rooms.example.appserver.AppServer.Beans;
import dev.rooms.example.appserver.AppServer.Dropped;
import dev.rooms.example.appserver.AppServer.Launch;
import dev.rooms.example.appserver.AppServer.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers, and what each needs: free ports in place of its fixed ones, and the WAR. */
final class AppServers {
    static final List<AppServer> ALL = List.of(
            new AppServer("tomcat-10", "Tomcat 10.1", 11, Beans.NONE, AppServers::tomcat),
            new AppServer("tomcat-11", "Tomcat 11", 17, Beans.NONE, AppServers::tomcat),
            new AppServer("jetty-12", "Jetty 12.1 (ee10)", 17, Beans.NONE, AppServers::jetty),
            new AppServer("wildfly", "WildFly", 17, Beans.CDI, AppServers::wildfly),
            new AppServer("liberty", "Open Liberty (webProfile-10.0)", 17, Beans.CDI, AppServers::liberty),
            new AppServer("payara-6", "Payara Micro 6", 11, Beans.CDI, AppServers::payaraMicro),
            new AppServer("payara-7", "Payara Micro 7", 21, Beans.CDI, AppServers::payaraMicro),
            new AppServer("glassfish-7", "GlassFish 7", 11, Beans.CDI, AppServers::glassfish),
            new AppServer("glassfish-8", "GlassFish 8", 21, Beans.CDI, AppServers::glassfish),
            new AppServer("tomee-9", "TomEE 9 (webprofile)", 11, Beans.CDI, AppServers::tomcat));

    private static final Pattern PORT = Pattern.compile(" port=\"(\\d+)\"");

    private AppServers() {}

    /** Those of that comma-separated list, or all if it is empty. */
    static List<AppServer> named(String names) {
        List<String> wanted = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> known = ALL.stream().map(AppServer::name).toList();
        if (!known.containsAll(wanted)) {
            throw new IllegalArgumentException(wanted + " has a server that isn't one of " + known);
        }
        return ALL.stream()
                .filter(server -> wanted.isEmpty() || wanted.contains(server.name()))
                .toList();
    }

    private static Launch tomcat(Site site) throws IOException {
        // The connector alone: no port for a shutdown command.
        rewrite(
                site.in("conf", "server.xml"),
                xml -> xml.replaceFirst("port=\"8005\"", "port=\"-1\"")
                        .replaceFirst("port=\"8080\"", "port=\"" + site.port() + '"'));
        // Its own pages and samples have faults of their own, of which its log tells.
        empty(site.in("webapps"));
        Path dropped = drop(site, "webapps");
        return new Launch(
                List.of("sh", site.in("bin", "catalina.sh").toString(), "run"), Optional.of(new Dropped(dropped)));
    }

    private static Launch jetty(Site site) throws IOException {
        Path base = site.root().resolveSibling("jetty-base");
        Path dropped = copy(site, base.resolve("webapps").resolve(site.warName()));
        return new Launch(
                List.of(
                        site.jdk().java(),
                        "-jar",
                        site.in("start.jar").toString(),
                        "jetty.base=" + base,
                        "jetty.http.port=" + site.port(),
                        "jetty.deploy.scanInterval=1",
                        "--module=http,ee10-deploy,ee10-annotations,ee10-websocket-jakarta"),
                Optional.of(new Dropped(dropped)));
    }

    private static Launch wildfly(Site site) throws IOException {
        Path dropped = drop(site, "standalone", "deployments");
        List<String> command =
                new ArrayList<>(List.of("sh", site.in("bin", "standalone.sh").toString()));
        command.add("-Djboss.http.port=" + site.port());
        for (String other : List.of("https", "ajp", "management.http", "management.https")) {
            command.add("-Djboss." + other + ".port=" + freePort());
        }
        return new Launch(command, Optional.of(new Dropped(dropped, "WFLYSRV0009")));
    }

    private static Launch liberty(Site site) throws IOException {
        Path server = Files.createDirectories(site.in("usr", "servers", "rooms"));
        Files.writeString(server.resolve("bootstrap.properties"), "command.port=-1\n", UTF_8);
        Files.writeString(server.resolve("server.xml"), """
                        <server>
                          <featureManager><feature>webProfile-10.0</feature></featureManager>
                          <httpEndpoint id="defaultHttpEndpoint" httpPort="%d" httpsPort="-1"/>
                        </server>
                        """.formatted(site.port()), UTF_8);
        Path dropped = drop(site, "usr", "servers", "rooms", "dropins");
        return new Launch(
                List.of("sh", site.in("bin", "server").toString(), "run", "rooms"), Optional.of(new Dropped(dropped)));
    }

    private static Launch payaraMicro(Site site) throws IOException {
        Path war = copy(site, site.root().resolveSibling(site.warName()));
        List<String> command = List.of(
                site.jdk().java(),
                "-jar",
                site.root().toString(),
                "--rootDir",
                site.root().resolveSibling("payara-root").toString(),
                "--port",
                String.valueOf(site.port()),
                "--noCluster",
                "--noHazelcast",
                "--contextRoot",
                AppServer.CONTEXT_PATH,
                "--deploy",
                war.toString());
        return new Launch(command, Optional.empty());
    }

    private static Launch glassfish(Site site) throws IOException {
        rewrite(
                site.in("glassfish", "domains", "domain1", "config", "domain.xml"),
                xml -> PORT.matcher(xml)
                        .replaceAll(
                                port -> " port=\"" + (port.group(1).equals("8080") ? site.port() : freePort()) + '"'));
        Path dropped = drop(site, "glassfish", "domains", "domain1", "autodeploy");
        return new Launch(
                List.of("bash", site.in("bin", "asadmin").toString(), "start-domain", "--verbose", "domain1"),
                Optional.of(new Dropped(dropped)));
    }

    private static Path drop(Site site, String first, String... more) throws IOException {
        return copy(site, site.in(first, more).resolve(site.warName()));
    }

    private static void empty(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    private static Path copy(Site site, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        return Files.copy(site.war(), to);
    }

    /** The change must be one: a distribution that looks otherwise than expected would start on its fixed ports. */
    private static void rewrite(Path file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file, UTF_8);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException(file + " has no port to be changed");
        }
        Files.writeString(file, after, UTF_8);
    }

    /** One that was free a moment ago: these servers must be told theirs before they start. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}

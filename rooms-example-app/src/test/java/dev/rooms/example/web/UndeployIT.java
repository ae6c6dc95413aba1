package dev.rooms.example.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rooms.example.JsonClient;
import dev.rooms.redis.RedisServer;
import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A web application that was taken from a server leaves nothing in it. */
@Timeout(600)
class UndeployIT {
    private static final int TIMES = 20;
    private static final Pattern SESSION_ID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    @Test
    void leavesNoClassLoaderNoThreadAndNoThreadLocal() throws Exception {
        leavesNothing(TIMES, context -> {});
    }

    @Test
    void neitherDoesOneThatIsJoinedWithOthersByRedis() throws Exception {
        try (RedisServer redis = RedisServer.start(folder)) {
            leavesNothing(5, context -> context.addParameter("rooms.redis-url", redis.uri()));
        }
    }

    private static void leavesNothing(int times, Consumer<StandardContext> settings) throws Exception {
        List<WeakReference<ClassLoader>> gone = new ArrayList<>();
        try (DeployedWar server = new DeployedWar(folder);
                LeakReports reports = new LeakReports()) {
            for (int time = 0; time < times; time++) {
                gone.add(useAndUndeploy(server, settings));
            }
            // A method handle of the JDK's own keeps the type that it was last adapted to, such as a record's, up to
            // Java
            // 18 strongly (JDK-8078641). So the last application always stays, until another takes its place.
            useAndUndeploy(server, settings);
            // While the server still runs: its threads have served all of them.
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                System.gc();
                assertThat(gone).allMatch(classes -> classes.refersTo(null), "is collected");
            });
            assertThat(threads()).noneMatch(thread -> thread.getName().startsWith("rooms-"));
            assertThat(reports.all()).isEmpty();
        }
    }

    private static WeakReference<ClassLoader> useAndUndeploy(DeployedWar server, Consumer<StandardContext> settings)
            throws Exception {
        StandardContext context = server.prepare();
        settings.accept(context);
        server.deploy(context);
        assertThat(server.isUp(context)).isTrue();
        ClassLoader classes = context.getLoader().getClassLoader();
        CompletableFuture<HttpResponse<String>> poll = poll(server);
        try (JsonClient ada = JsonClient.connect(server.uri("ws", "/ws"))) {
            ada.join("lobby");
            assertThat(threads()).anyMatch(thread -> thread.getName().startsWith("rooms-"));
            WeakReference<ClassLoader> left = server.undeploy(context);
            // Before the class loader may go: each thread that still names it is one that was left behind.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(threads()).noneMatch(thread -> thread.getContextClassLoader() == classes));
            assertThat(ada.closeCode().join()).isEqualTo(1001);
            assertThat(poll.join().body()).as("Engine.IO's close").isEqualTo("1");
            return left;
        }
    }

    /** Opens a session of Engine.IO by polling, and asks for what comes. */
    private static CompletableFuture<HttpResponse<String>> poll(DeployedWar server) throws Exception {
        String path = "/socket.io/?EIO=4&transport=polling";
        String opened = HTTP.send(get(server, path), BodyHandlers.ofString()).body();
        Matcher id = SESSION_ID.matcher(opened);
        assertThat(id.find()).as(opened).isTrue();
        return HTTP.sendAsync(get(server, path + "&sid=" + id.group(1)), BodyHandlers.ofString());
    }

    private static HttpRequest get(DeployedWar server, String path) {
        return HttpRequest.newBuilder(server.uri("http", path)).build();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }
}

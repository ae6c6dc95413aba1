package dev.rooms.example.appserver;

import dev.rooms.example.clients.NodeClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The WAR on one real server after the other, with every kind of client. {@code scripts/appservers} starts it; which servers is
 * told by the property {@code rooms.appservers}, names with commas between them, or none for all.
 */
@Tag("appservers")
class AppServersIT {
    private static final Path WAR = Path.of(System.getProperty("rooms.war"));

    @TempDir
    static Path folder;

    @BeforeAll
    static void clientsAreThere() {
        NodeClients.require("socket.io-client");
    }

    @TestFactory
    Stream<DynamicContainer> servers() {
        return AppServers.named(System.getProperty("rooms.appservers", "")).stream()
                .map(server -> DynamicContainer.dynamicContainer(server.name(), outcomes(server)));
    }

    private static Stream<DynamicTest> outcomes(AppServer server) {
        return Stream.of(server).flatMap(one -> {
            Outcomes outcomes = Trial.of(one, WAR, created(folder.resolve(one.name())));
            // It takes minutes until all are through, and who waits wants to see each.
            System.out.println(outcomes.line());
            outcomes.row()
                    .filter(row -> Boolean.getBoolean("rooms.appservers.docs"))
                    .ifPresent(AppServersIT::tell);
            return outcomes.tests().stream();
        });
    }

    private static Path created(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** At once, so that who breaks off has the rows so far. */
    private static void tell(String row) {
        try {
            ServersPage.put(List.of(row));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

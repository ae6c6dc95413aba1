package dev.rooms.example.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** The JavaScript clients that {@code scripts/test} installs. */
public final class NodeClients {
    /** Where they and the scripts that use them are. */
    public static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();

    /** Where npm put them. */
    public static final Path MODULES = FOLDER.resolve("node_modules");

    private NodeClients() {}

    /** Ends a test for which that npm package is missing: as skipped, or in CI, where nothing may be, as failed. */
    public static void require(String npmPackage) {
        boolean present = Files.isDirectory(MODULES.resolve(npmPackage));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present)
                    .as("CI runs every test: scripts/test installs the npm package " + npmPackage)
                    .isTrue();
        }
        assumeThat(present)
                .as("the npm package " + npmPackage + "; scripts/test installs it")
                .isTrue();
    }
}

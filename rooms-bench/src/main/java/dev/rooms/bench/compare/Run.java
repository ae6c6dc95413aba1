package dev.rooms.bench.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a run brought, as it is kept in a file.
 *
 * @param leftOut ids of servers that took no part to the end, with the reason
 * @param figures by the id of the server and what was measured, one for each round
 */
record Run(
        Settings settings,
        Machine machine,
        Map<String, String> leftOut,
        Map<String, Map<Measure, List<Double>>> figures) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    static Run read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no " + file + "; run scripts/bench full first");
        }
        return JSON.readValue(file.toFile(), Run.class);
    }
}

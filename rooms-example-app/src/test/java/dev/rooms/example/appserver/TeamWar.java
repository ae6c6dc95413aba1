package dev.rooms.example.appserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rooms.example.appserver.beans.Guests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The WAR with one jar more, in which a team has beans of its own. */
final class TeamWar {
    private static final String BEANS_XML = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="3.0" bean-discovery-mode="annotated"/>
            """;

    private TeamWar() {}

    /** A copy of that WAR with the trial's beans. */
    static Path of(Path war, Path copy) throws IOException {
        Files.copy(war, copy);
        try (FileSystem inside = FileSystems.newFileSystem(copy);
                OutputStream jar = Files.newOutputStream(inside.getPath("WEB-INF", "lib", "guests.jar"));
                ZipOutputStream entries = new ZipOutputStream(jar)) {
            entries.putNextEntry(new ZipEntry("META-INF/beans.xml"));
            entries.write(BEANS_XML.getBytes(UTF_8));
            String type = Guests.class.getName().replace('.', '/') + ".class";
            entries.putNextEntry(new ZipEntry(type));
            try (InputStream bytes = Guests.class.getResourceAsStream("/" + type)) {
                bytes.transferTo(entries);
            }
        }
        return copy;
    }
}

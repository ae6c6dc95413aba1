package dev.rooms.example.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A piece of Java from a page. One that is a whole class is taken as it is; of others the imports may be left out, and
 * the page may speak of {@code rooms} and {@code server} without making them.
 */
final class JavaSnippet {
    private static final Pattern TYPE =
            Pattern.compile("^(?:public |final |@\\w+.*\\R)*class (\\w+)", Pattern.MULTILINE);
    private static final List<String> IMPORTS = List.of(
            "dev.rooms.*",
            "dev.rooms.backplane.*",
            "dev.rooms.engineio.*",
            "dev.rooms.http.*",
            "dev.rooms.jakarta.*",
            "dev.rooms.jakarta.cdi.*",
            "dev.rooms.kit.*",
            "dev.rooms.message.*",
            "dev.rooms.redis.*",
            "dev.rooms.security.*",
            "dev.rooms.transport.*",
            "dev.rooms.undertow.*",
            "io.micrometer.prometheusmetrics.*",
            "io.undertow.Undertow",
            "jakarta.servlet.*",
            "jakarta.servlet.annotation.WebListener",
            "jakarta.validation.constraints.*",
            "jakarta.enterprise.context.*",
            "jakarta.enterprise.event.*",
            "jakarta.enterprise.inject.spi.CDI",
            "jakarta.inject.Inject",
            "jakarta.websocket.DeploymentException",
            "jakarta.websocket.server.ServerContainer",
            "java.io.File",
            "java.net.URI",
            "java.nio.ByteBuffer",
            "java.time.Duration",
            "java.util.*",
            "java.util.concurrent.*");

    private final String className;
    private final String source;

    JavaSnippet(String text) {
        Matcher type = TYPE.matcher(text);
        boolean isClass = type.find();
        this.className = isClass ? type.group(1) : "Snippet";
        this.source = imports(text)
                + (isClass
                        ? text
                        : "class Snippet {\nRooms rooms; RoomsServer server;\nvoid run() throws Exception {\n" + text
                                + "\n}}\n");
    }

    private static String imports(String text) {
        return text.startsWith("import ")
                ? ""
                : IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    String className() {
        return className;
    }

    /** Compiles it into that folder with all warnings but that some aren't used; what the compiler says, empty when it is content. */
    String compile(Path directory) throws IOException {
        Path file = directory.resolve(className + ".java");
        Files.writeString(file, source, UTF_8);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        java.io.StringWriter said = new java.io.StringWriter();
        boolean good = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of(
                                "-d",
                                directory.toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "--release",
                                "17",
                                "-proc:none",
                                "-Xlint:deprecation,unchecked,removal",
                                "-Werror"),
                        null,
                        compiler.getStandardFileManager(null, null, UTF_8).getJavaFileObjects(file))
                .call();
        return good ? "" : said + "\n" + source;
    }
}

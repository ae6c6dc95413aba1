package dev.rooms.example.web;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server shows a web application of its own classes: the web application must bring all else. */
final class ServerClasses extends ClassLoader {
    private static final List<String> SHOWN = List.of(
            "org.apache.",
            "jakarta.annotation.",
            "jakarta.el.",
            "jakarta.security.",
            "jakarta.servlet.",
            "jakarta.websocket.");

    ServerClasses() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHOWN.stream().anyMatch(name::startsWith)) {
            return Class.forName(name, false, ServerClasses.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }

    /** Tomcat defines a class of its own anew in the application's class loader, to find what that has left behind. */
    @Override
    protected @Nullable URL findResource(String name) {
        return name.startsWith("org/apache/catalina/")
                ? ServerClasses.class.getClassLoader().getResource(name)
                : null;
    }

    /** The API of WebSocket looks the server's part of it up so. */
    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return name.startsWith("META-INF/services/jakarta.websocket.")
                ? ServerClasses.class.getClassLoader().getResources(name)
                : Collections.emptyEnumeration();
    }
}

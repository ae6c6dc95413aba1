package dev.rooms.example.web;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

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

    /** The API of WebSocket looks the server's part of it up so. */
    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return name.startsWith("META-INF/services/jakarta.websocket.")
                ? ServerClasses.class.getClassLoader().getResources(name)
                : Collections.emptyEnumeration();
    }
}

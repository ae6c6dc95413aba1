package dev.rooms.bench.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The class path of each Java server: this process's own without the other servers, as containers on one class path find each
 * other's services.
 */
enum ClassPaths {
    UNDERTOW("(undertow|xnio|jboss-threads|wildfly)-.*"),
    JETTY("jetty-.*"),
    TOMCAT("tomcat-.*"),
    TYRUS("(tyrus|grizzly)-.*"),
    NETTY("netty-.*");

    private final String files;

    ClassPaths(String files) {
        this.files = files;
    }

    /** All but what is another's. */
    String path() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(values()).noneMatch(other -> other != this && other.has(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean has(String entry) {
        return Path.of(entry).getFileName().toString().matches(files);
    }
}

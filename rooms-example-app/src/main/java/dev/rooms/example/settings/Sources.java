package dev.rooms.example.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where settings may stand.
 *
 * @param naming what a server gives the web application alone, below {@code java:comp/env}; wins over all others
 * @param contextParameters parameters of the web application's context; win over what is said to the whole process
 * @param systemProperties what {@code -D} gave; wins over the environment
 * @param environment environment variables; win over the files
 * @param directory the folder in which {@code .env} and, weakest of all, the properties file are looked for
 */
public record Sources(
        Map<String, String> naming,
        Map<String, String> contextParameters,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        Path directory) {

    /** Those of a process that is no web application. */
    public Sources(Map<String, String> systemProperties, Map<String, String> environment, Path directory) {
        this(Map.of(), Map.of(), systemProperties, environment, directory);
    }

    /** Those of this process. */
    public static Sources ofProcess() {
        return new Sources(asMap(System.getProperties()), System.getenv(), Path.of(""));
    }

    /** These, and those of a web application over them. */
    public Sources ofWebApplication(Map<String, String> naming, Map<String, String> contextParameters) {
        return new Sources(naming, contextParameters, systemProperties, environment, directory);
    }

    static Map<String, String> asMap(Properties properties) {
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}

package dev.rooms.example.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where settings may stand.
 *
 * @param systemProperties what {@code -D} gave; wins over all others
 * @param environment environment variables; win over the files
 * @param directory the folder in which {@code .env} and, weakest of all, the properties file are looked for
 */
public record Sources(Map<String, String> systemProperties, Map<String, String> environment, Path directory) {

    /** Those of this process. */
    public static Sources ofProcess() {
        return new Sources(asMap(System.getProperties()), System.getenv(), Path.of(""));
    }

    static Map<String, String> asMap(Properties properties) {
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}

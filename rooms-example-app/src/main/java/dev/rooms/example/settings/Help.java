package dev.rooms.example.settings;

import java.util.List;

/** What {@code --help} prints. */
public final class Help {
    private Help() {}

    /** How to start the server, and the table of settings. */
    public static String text() {
        StringBuilder help = new StringBuilder("""
                Rooms: WebSocket rooms and their HTTP API on one port.

                Usage: java -jar rooms-example-app.jar [--help | --version]

                Settings are environment variables, lines of .env in the working directory, or lines of
                rooms.properties there; the first of these wins, and -Drooms.port=3001 over all of them.
                In a properties file ROOMS_PORT may be written rooms.port. An empty value means the default.

                """);
        List<Setting<?>> settings = Settings.all();
        for (Setting<?> setting : settings) {
            help.append("  %s=%s%n".formatted(setting.name(), setting.defaultText()))
                    .append("      %s.%n".formatted(setting.description()))
                    .append("      Give %s.%n".formatted(setting.format().allowed()));
        }
        return help.append("""

                Exit codes: 0 after --help; 1 when the server can't start, as when the port is taken; 2 when a
                setting or an argument is wrong; 143 after SIGTERM, once the clients are sent away.
                """).toString();
    }
}

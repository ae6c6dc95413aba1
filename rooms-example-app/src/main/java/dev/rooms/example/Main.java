package dev.rooms.example;

import dev.rooms.Rooms;
import dev.rooms.example.settings.Configuration;
import dev.rooms.example.settings.Help;
import dev.rooms.example.settings.LogFormat;
import dev.rooms.example.settings.LogLevel;
import dev.rooms.example.settings.Settings;
import dev.rooms.example.settings.Sources;
import dev.rooms.example.settings.WrongSettingsException;
import dev.rooms.example.wiring.Wiring;
import dev.rooms.undertow.RoomsServer;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Starts the full server. Exit codes: see {@link Help}. */
public final class Main {
    private static final int CANT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    private Main() {}

    /** Starts the server, which runs until the process is told to end. */
    public static void main(String[] args) {
        // First of all, as newer JDKs log a mere System.exit, and Logback by itself prints all that it gets.
        Logging.start(LogFormat.TEXT, LogLevel.INFO);
        if (args.length > 0) {
            System.exit(explain(List.of(args)));
        }
        try {
            start(Configuration.read(Sources.ofProcess()));
        } catch (WrongSettingsException wrong) {
            // Printed, not logged: what the log looks like is one of the settings, and this is for whoever starts it.
            System.err.println("Rooms can't start with these settings:");
            wrong.flaws().forEach(flaw -> System.err.println("  " + flaw));
            System.err.println("Start with --help to see all settings.");
            System.exit(WRONG_SETTINGS);
        } catch (UncheckedIOException cantListen) {
            // Printed, too: whoever starts it is to see which setting is wrong, whatever the log lets through.
            System.err.println("Rooms can't start: " + cantListen.getMessage() + " with ROOMS_HOST or ROOMS_PORT");
            System.exit(CANT_START);
        } catch (RuntimeException | Error failure) {
            logger().log(Level.ERROR, "Rooms can't start", failure);
            System.exit(CANT_START);
        }
    }

    /** Answers whoever typed the arguments, on the terminal. Nothing is served, so there is nothing to log. */
    private static int explain(List<String> arguments) {
        switch (arguments.get(0)) {
            case "--help", "-h" -> {
                // Asked for by whoever typed it, who may pipe it on; so it is no line of the log.
                System.out.print(Help.text());
                return 0;
            }
            case "--version" -> {
                // Asked for likewise.
                System.out.println("Rooms " + version());
                return 0;
            }
            default -> {
                // For whoever typed it, too, and apart from what he may pipe on.
                System.err.println("There is no argument " + arguments.get(0)
                        + "; settings are environment variables, --help lists them.");
                return WRONG_SETTINGS;
            }
        }
    }

    private static void start(Configuration configuration) {
        Logging.start(configuration.get(Settings.LOG_FORMAT), configuration.get(Settings.LOG_LEVEL));
        Logger log = logger();
        configuration.warnings().forEach(warning -> log.log(Level.WARNING, warning));
        Rooms rooms = Wiring.rooms(configuration);
        RoomsServer server = server(rooms, configuration).start();
        Shutdown shutdown = new Shutdown(rooms, server, configuration.get(Settings.DRAIN_DELAY));
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "rooms-shutdown"));
        log.log(Level.INFO, "Rooms {0} on Java {1}", version(), Runtime.version());
        log.log(Level.INFO, "Limits: {0}", Wiring.inShort(rooms.limits()));
        log.log(
                Level.INFO,
                "Listening on {0}, Socket.IO at /socket.io/, WebSocket at /ws, HTTP API described at /api",
                server.uri());
    }

    private static RoomsServer.Builder server(Rooms rooms, Configuration configuration) {
        RoomsServer.Builder server = RoomsServer.builder(rooms)
                .host(configuration.get(Settings.HOST))
                .port(configuration.get(Settings.PORT));
        int ioThreads = configuration.get(Settings.IO_THREADS);
        return ioThreads == 0 ? server : server.ioThreads(ioThreads);
    }

    /** Made late: a logger that is there before Logback is set up keeps what it found. */
    private static Logger logger() {
        return System.getLogger(Main.class.getName());
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not from its jar)");
    }
}

package dev.rooms.example.web;

import dev.rooms.Rooms;
import dev.rooms.example.settings.Configuration;
import dev.rooms.example.settings.Sources;
import dev.rooms.example.settings.WrongSettingsException;
import dev.rooms.example.wiring.Wiring;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The web application's rooms, an attribute of its context. */
final class WebRooms {
    private static final Logger LOG = System.getLogger(WebRooms.class.getName());
    private static final String ATTRIBUTE = Rooms.class.getName();

    private WebRooms() {}

    /**
     * Made by whoever asks first: the application's listener, or a bean that has them injected before that is called.
     *
     * @throws IllegalStateException when a setting is wrong
     */
    static synchronized Rooms of(ServletContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof Rooms made) {
            return made;
        }
        Configuration configuration = configuration(context);
        configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        Rooms rooms = Wiring.rooms(configuration);
        context.setAttribute(ATTRIBUTE, rooms);
        return rooms;
    }

    private static Configuration configuration(ServletContext context) {
        try {
            return Configuration.read(Sources.ofProcess()
                    .ofWebApplication(ContextSettings.naming(), ContextSettings.parameters(context)));
        } catch (WrongSettingsException wrong) {
            throw new IllegalStateException(
                    "Rooms can't start with these settings: " + String.join("; ", wrong.flaws()), wrong);
        }
    }
}

package dev.rooms.example.web;

import dev.rooms.example.settings.Setting;
import dev.rooms.example.settings.Settings;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What a server says to this web application alone. */
@SuppressWarnings("BanJNDI") // the names are our settings', and what they lead to is only the deployer's
final class ContextSettings {
    private static final Logger LOG = System.getLogger(ContextSettings.class.getName());
    private static final String NAMING = "java:comp/env";

    private ContextSettings() {}

    static Map<String, String> parameters(ServletContext context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            parameters.put(name, context.getInitParameter(name));
        }
        return parameters;
    }

    /** Entries with a setting's name, {@code ROOMS_ORIGINS} or {@code rooms.origins}; empty without JNDI. */
    static Map<String, String> naming() {
        Map<String, String> entries = new LinkedHashMap<>();
        try {
            InitialContext initial = new InitialContext();
            try {
                if (initial.lookup(NAMING) instanceof Context environment) {
                    for (Setting<?> setting : Settings.all()) {
                        look(environment, setting.property(), entries);
                        look(environment, setting.name(), entries);
                    }
                }
            } finally {
                initial.close();
            }
        } catch (NamingException none) {
            LOG.log(Level.DEBUG, "There is no " + NAMING, none);
        }
        return entries;
    }

    private static void look(Context environment, String name, Map<String, String> entries) {
        try {
            entries.put(name, String.valueOf(environment.lookup(name)));
        } catch (NamingException unset) {
            LOG.log(Level.TRACE, "There is no " + NAMING + "/" + name, unset);
        }
    }
}

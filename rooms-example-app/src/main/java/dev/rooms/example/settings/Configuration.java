package dev.rooms.example.settings;

import dev.rooms.Limits;
import java.util.List;
import java.util.Map;

/** The value of every setting, read and found good. Immutable. */
public final class Configuration {
    private final Map<Setting<?>, Object> values;
    private final List<String> warnings;

    Configuration(Map<Setting<?>, Object> values, List<String> warnings) {
        this.values = Map.copyOf(values);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads all settings.
     *
     * @throws WrongSettingsException that names every value that isn't allowed
     */
    public static Configuration read(Sources sources) throws WrongSettingsException {
        return new ConfigurationReader(sources).read();
    }

    /** The value of a setting; its default when nobody set it. */
    @SuppressWarnings("unchecked") // the reader put it there as the setting's format read it
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException(setting.name() + " isn't in the table of settings");
        }
        return (T) value;
    }

    /** What clients may cost, as it is set. */
    public Limits limits() {
        return new Limits(
                Math.toIntExact(get(Settings.MAX_MESSAGE_BYTES)),
                get(Settings.MAX_ROOM_NAME_LENGTH),
                get(Settings.MAX_CLIENT_NAME_LENGTH),
                get(Settings.MAX_ROOMS_PER_CLIENT),
                get(Settings.MAX_CONNECTIONS),
                get(Settings.MESSAGES_PER_SECOND),
                get(Settings.MESSAGE_BURST),
                get(Settings.HTTP_REQUESTS_PER_SECOND),
                get(Settings.MAX_WAITING_BYTES),
                get(Settings.MAX_WAITING_EVENTS),
                get(Settings.HEARTBEAT_INTERVAL),
                get(Settings.HEARTBEAT_TIMEOUT),
                get(Settings.SEND_TIMEOUT),
                get(Settings.CLOSE_TIMEOUT),
                get(Settings.DRAIN_TIMEOUT));
    }

    /** What looks like a mistake but doesn't stop the start. */
    public List<String> warnings() {
        return warnings;
    }
}

package dev.rooms.example.settings;

import java.util.List;

/** Says to the person who starts the server what is wrong with its settings: all of it at once. */
public final class WrongSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> flaws;

    WrongSettingsException(List<String> flaws) {
        // A person reads it, and he didn't write the code: a stack trace would only be in the way.
        super(String.join(System.lineSeparator(), flaws), null, false, false);
        this.flaws = List.copyOf(flaws);
    }

    /** One sentence for each thing that is wrong: the setting, its value, where it stands, and what is allowed. */
    public List<String> flaws() {
        return flaws;
    }
}

package dev.rooms.cluster;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs as a warning while this is open; it isn't shown anywhere else meanwhile. */
final class LogOf implements AutoCloseable {
    private final Logger logger;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                // As java.util.logging does: a text without parameters is left as it is.
                boolean plain = line.getParameters() == null || line.getParameters().length == 0;
                warnings.add(plain ? line.getMessage() : MessageFormat.format(line.getMessage(), line.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LogOf(Class<?> type) {
        logger = Logger.getLogger(type.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(handler);
    }
}

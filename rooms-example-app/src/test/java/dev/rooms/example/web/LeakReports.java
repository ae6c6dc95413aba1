package dev.rooms.example.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What Tomcat found left behind by an application when it stopped: threads, timers, thread-locals with its values, caches of
 * the JDK's. For some of these it needs the build's {@code --add-opens}; that it can't look is a report, too.
 */
final class LeakReports implements AutoCloseable {
    private static final Logger TOMCAT = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter text = new SimpleFormatter();

        @Override
        public void publish(LogRecord one) {
            if (one.getLevel().intValue() >= Level.WARNING.intValue()) {
                all.add(text.formatMessage(one));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LeakReports() {
        TOMCAT.addHandler(handler);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        TOMCAT.removeHandler(handler);
    }
}

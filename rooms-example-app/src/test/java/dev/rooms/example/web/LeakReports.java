package dev.rooms.example.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/**
 * What Tomcat found left behind by an application when it stopped: threads, timers, thread-locals with its values, caches of
 * the JDK's. For some of these it needs the build's {@code --add-opens}; that it can't look is a report, too.
 *
 * <p>A thread of its own pool is none: one that has just answered the last request is on its way back there, which Tomcat
 * tells from a leak only if the request didn't end asynchronously.
 */
final class LeakReports implements AutoCloseable {
    private static final Logger TOMCAT = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

    private static final Pattern OWN_THREAD =
            Pattern.compile("to have started a thread named \\[http-nio-[^]]*-exec-\\d+]");

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter text = new SimpleFormatter();

        @Override
        public void publish(LogRecord one) {
            if (one.getLevel().intValue() >= Level.WARNING.intValue()) {
                add(text.formatMessage(one));
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

    private void add(String report) {
        if (!OWN_THREAD.matcher(report).find()) {
            all.add(report);
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        TOMCAT.removeHandler(handler);
    }
}

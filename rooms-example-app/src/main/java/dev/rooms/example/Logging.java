package dev.rooms.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rooms.example.settings.LogFormat;
import dev.rooms.example.settings.LogLevel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends all logs to standard output by way of Logback: those of System.Logger by SLF4J's bridge, those of Undertow by
 * JBoss Logging, which finds Logback itself.
 */
final class Logging {
    /** A line of the log, in Logback's words: nothing is printed by these. */
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} - %msg%n";

    /** They greet at INFO with their versions; who starts rooms needn't know. */
    private static final List<String> CHATTY =
            List.of("io.undertow", "org.xnio", "org.jboss.threads", "org.hibernate.validator", "io.smallrye");

    private Logging() {}

    /** Logs so from now on. */
    static void start(LogFormat format, LogLevel level) {
        LoggerContext context = context();
        context.reset();
        Encoder<ILoggingEvent> encoder = encoder(format);
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(level.name()));
        root.addAppender(console);
        if (level == LogLevel.INFO) {
            CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        }
    }

    /** Writes out what is left. */
    static void stop() {
        context().stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setPattern(LINE);
                text.setCharset(UTF_8);
                yield text;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                // The message with its arguments filled in is all that a collector needs.
                json.setWithMessage(false);
                json.setWithArguments(false);
                json.setWithFormattedMessage(true);
                json.setWithContext(false);
                json.setWithSequenceNumber(false);
                yield json;
            }
        };
    }
}

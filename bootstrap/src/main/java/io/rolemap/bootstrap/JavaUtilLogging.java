package io.rolemap.bootstrap;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/**
 * Hands what libraries log by {@code java.util.logging}, the driver of PostgreSQL among them, to the log that is
 * configured here; else it would go to standard error in a form of its own. Made by the JVM's {@link LogManager}, which
 * finds its name in the system property {@code java.util.logging.config.class}.
 */
public final class JavaUtilLogging {

    /** Sets up {@code java.util.logging}; warnings and worse are passed on. */
    public JavaUtilLogging() {
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new PassOn());
    }

    static final class PassOn extends Handler {

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
                return;
            }
            org.slf4j.Logger log = LoggerFactory.getLogger(String.valueOf(entry.getLoggerName()));
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                log.error(messageOf(entry), entry.getThrown());
            } else {
                log.warn(messageOf(entry), entry.getThrown());
            }
        }

        private static String messageOf(LogRecord entry) {
            String message = String.valueOf(entry.getMessage());
            Object[] values = entry.getParameters();
            if (values == null || values.length == 0) {
                return message;
            }
            try {
                return MessageFormat.format(message, values);
            } catch (IllegalArgumentException noPattern) {
                return message;
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}

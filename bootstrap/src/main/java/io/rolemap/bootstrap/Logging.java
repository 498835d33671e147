package io.rolemap.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback, which finds this class as a service: in code, because reading a configuration file would take a
 * good part of the time it takes to start. Everything goes to standard error; standard output belongs to the operator's
 * key and the address.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String OUR_LOGGERS = "io.rolemap";
    /** At debug level it shows the settings of the pool, with the JDBC URL among them. */
    private static final String POOL_SETTINGS = "com.zaxxer.hikari.HikariConfig";

    /** Called by Logback when the first logger is asked for; {@link #configure} says what is logged and where. */
    public Logging() {}

    /** Keeps Logback from looking for a configuration elsewhere; nothing is logged yet. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs to {@code sink} from now on. */
    static void configure(LogFormat format, LogLevel level, OutputStream sink) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender(context, format, sink));
        root.setLevel(levelOfLibraries(level));
        context.getLogger(OUR_LOGGERS).setLevel(Level.toLevel(level.name()));
        context.getLogger(POOL_SETTINGS).setLevel(Level.INFO);
    }

    /** What libraries tell about themselves is of interest to whoever looks for a fault, and to nobody else. */
    private static Level levelOfLibraries(LogLevel ours) {
        return switch (ours) {
            case ERROR -> Level.ERROR;
            case WARN, INFO -> Level.WARN;
            case DEBUG -> Level.INFO;
            case TRACE -> Level.DEBUG;
        };
    }

    private static Appender<ILoggingEvent> appender(LoggerContext context, LogFormat format, OutputStream sink) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case TEXT -> new TextEncoder();
            case JSON -> jsonEncoder();
        };
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(sink);
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> jsonEncoder() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}

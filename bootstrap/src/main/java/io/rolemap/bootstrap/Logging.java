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
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback, which finds this class as a service: in code, because reading a configuration file would take a
 * good part of the time it takes to start. Everything goes to standard error; standard output belongs to the operator's
 * key and the address.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String OUR_LOGGERS = "io.rolemap";
    /** At info level they show the JDBC URL already, which may hold a password. */
    private static final List<String> LIBRARIES_THAT_SHOW_THE_URL = List.of("com.zaxxer.hikari", "org.flywaydb");
    /** They warn of each request that is no HTTP, which is answered, and logged, by us. */
    private static final List<String> LIBRARIES_THAT_TELL_IT_AGAIN =
            List.of("org.eclipse.jetty.http.HttpParser", "org.eclipse.jetty.util.HostPort");
    /** Says itself that it could not start, with a trace, before we can say why. */
    private static final String START_OF_JAVALIN = "io.javalin.Javalin";

    /** Called by Logback when the first logger is asked for; {@link #configure} says what is logged and where. */
    public Logging() {}

    /** Keeps Logback from looking for a configuration elsewhere; nothing is logged yet. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs to {@code sink} from now on. */
    static void configure(LogFormat format, LogLevel level, OutputStream sink) {
        // Read by java.util.logging when something first uses it, which costs nothing where nothing does.
        System.setProperty("java.util.logging.config.class", JavaUtilLogging.class.getName());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender(context, format, sink));
        root.setLevel(levelOfLibraries(level));
        context.getLogger(OUR_LOGGERS).setLevel(Level.toLevel(level.name()));
        LIBRARIES_THAT_SHOW_THE_URL.forEach(
                name -> context.getLogger(name).setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN));
        LIBRARIES_THAT_TELL_IT_AGAIN.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }

    /** Runs {@code start} with the log of Javalin turned off, since a failure is explained by whoever catches it. */
    static <T> T withoutJavalin(Supplier<T> start) {
        Logger javalin = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(START_OF_JAVALIN);
        javalin.setLevel(Level.OFF);
        try {
            return start.get();
        } finally {
            javalin.setLevel(null);
        }
    }

    /**
     * What libraries tell about themselves is of interest to whoever looks for a fault, and to nobody else. Never more
     * than info: beyond, they log the headers of requests, and with them the keys.
     */
    private static Level levelOfLibraries(LogLevel ours) {
        return switch (ours) {
            case ERROR -> Level.ERROR;
            case WARN, INFO -> Level.WARN;
            case DEBUG, TRACE -> Level.INFO;
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

package io.rolemap.bootstrap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The log for people: time in UTC, level, logger, message, context, and the trace of an exception on indented lines. In
 * code, because Logback's patterns neither escape what could forge a line nor load as fast.
 */
final class TextEncoder extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int LEVEL_WIDTH = 5;
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), text);
        String level = event.getLevel().toString();
        text.append(' ').append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        String logger = event.getLoggerName();
        text.append(' ').append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ");
        LogText.appendOn(text, String.valueOf(event.getFormattedMessage()));
        for (Map.Entry<String, String> entry : new TreeMap<>(event.getMDCPropertyMap()).entrySet()) {
            text.append(" [");
            LogText.appendOn(text, entry.getKey() + "=" + entry.getValue());
            text.append(']');
        }
        text.append('\n');
        appendTrace(text, event.getThrowableProxy());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendTrace(StringBuilder text, @Nullable IThrowableProxy thrown) {
        if (thrown == null) {
            return;
        }
        // The message of an exception may have lines of its own; the indentation keeps them from passing for entries.
        ThrowableProxyUtil.asString(thrown).lines().forEach(line -> {
            text.append("    ");
            LogText.appendOn(text, line.replace("\t", "  "));
            text.append('\n');
        });
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}

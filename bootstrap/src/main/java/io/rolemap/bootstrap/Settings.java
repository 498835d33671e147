package io.rolemap.bootstrap;

import io.rolemap.adapters.jdbc.DatabaseSettings;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configuration without mistakes.
 *
 * @param httpHost name or address to bind; an IPv6 address without brackets
 * @param httpPort 0 for a free one
 * @param operatorKey absent when the operator brings none
 * @param requestsPerSecond absent for no limit
 */
record Settings(
        String httpHost,
        int httpPort,
        DatabaseSettings database,
        Optional<Secret> operatorKey,
        LogFormat logFormat,
        LogLevel logLevel,
        OptionalInt requestsPerSecond) {}

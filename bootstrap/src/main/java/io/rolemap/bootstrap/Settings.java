package io.rolemap.bootstrap;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configuration without mistakes.
 *
 * @param httpHost name or address to bind; an IPv6 address without brackets
 * @param httpPort 0 for a free one
 * @param databaseUrl secret, since a JDBC URL may contain a password
 * @param operatorKey absent when the operator brings none
 * @param requestsPerSecond absent for no limit
 */
record Settings(
        String httpHost,
        int httpPort,
        Secret databaseUrl,
        String databaseUser,
        Secret databasePassword,
        Optional<Secret> operatorKey,
        LogFormat logFormat,
        LogLevel logLevel,
        OptionalInt requestsPerSecond) {}

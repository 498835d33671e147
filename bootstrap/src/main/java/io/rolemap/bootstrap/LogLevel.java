package io.rolemap.bootstrap;

/** How much is logged, from least to most. */
enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}

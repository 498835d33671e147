package io.rolemap.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How a run is made, from system properties.
 *
 * @param jar {@code benchmark.jar}: the packaged server
 * @param folder {@code benchmark.folder}: where logs, archives and the like go
 * @param round {@code benchmark.seconds}: how long one round lasts
 * @param rounds {@code benchmark.rounds}: pairs of rounds for each operation and number of connections; the one that has
 *     a target gets twice as many
 * @param connections {@code benchmark.connections}: numbers of connections, separated by commas
 * @param starts {@code benchmark.starts}: how often each server is started for the start-up time
 * @param warmUp {@code benchmark.warmUp}: requests of each operation to each server before the first round
 * @param idle {@code benchmark.idleSeconds}: how long a server is left alone before its memory is read
 * @param jvmOptions {@code benchmark.jvmOptions}: options for the Java virtual machines of both servers
 * @param mappings {@code benchmark.mappings}: how many there are where there are many, to resolve roles among
 * @param steps {@code benchmark.steps}: what is measured, see {@link Step}; names separated by commas
 * @param strict {@code benchmark.strict}: whether a missed target is an error
 */
record Settings(
        Path jar,
        Path folder,
        Duration round,
        int rounds,
        List<Integer> connections,
        int starts,
        long warmUp,
        Duration idle,
        List<String> jvmOptions,
        long mappings,
        Set<Step> steps,
        boolean strict) {

    static Settings fromSystemProperties() {
        return new Settings(
                Path.of(text("jar", "bootstrap/target/rolemap.jar")),
                Path.of(text("folder", "bootstrap/target/benchmark")),
                seconds("seconds", "0.8"),
                Integer.parseInt(text("rounds", "9")),
                Arrays.stream(text("connections", "1,8,32").split(","))
                        .map(number -> Integer.valueOf(number.strip()))
                        .toList(),
                Integer.parseInt(text("starts", "5")),
                Long.parseLong(text("warmUp", "20000")),
                seconds("idleSeconds", "5"),
                Arrays.stream(text("jvmOptions", "").split("\\s+"))
                        .filter(option -> !option.isEmpty())
                        .toList(),
                Long.parseLong(text("mappings", "1000000")),
                Step.named(text("steps", "pure,starts,idle,load,sets,logins")),
                Boolean.parseBoolean(text("strict", "false")));
    }

    private static Duration seconds(String name, String otherwise) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text(name, otherwise)) * 1_000));
    }

    private static String text(String name, String otherwise) {
        return System.getProperty("benchmark." + name, otherwise);
    }
}

package io.rolemap.benchmark;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PureResolving} with JMH, each of its parts in a process of its own, and prints what came of it. */
final class PureBenchmark {

    private static final double MOST_MICROS = 20;

    /** What a few matches more or less may make up, in bytes; a single object for each group would be twelve times that. */
    private static final double TOLERATED_BYTES = 256;

    private static final String RESOLVE = "resolve";
    private static final String BASELINE = "baseline";
    private static final int FEW = 0;
    private static final int USUAL = 180;
    private static final int MANY = 1980;

    private final Settings settings;
    private final Report report;

    PureBenchmark(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() throws IOException {
        Map<String, Measured> all = measure();
        report.say("");
        report.say(
                "%-44s | %9s | %9s | %9s | %s",
                "in process, 1,000 mappings, 20 groups mapped", "us", "bytes", "map, us", "ratio");
        all.forEach((name, measured) -> {
            if (!name.startsWith(BASELINE)) {
                double baseline = all.get(key(BASELINE, measured.unmatched())).micros();
                report.say(
                        "%-44s | %9.2f | %9.0f | %9.2f | %5.2f",
                        "%s %,d groups".formatted(measured.name(), PureResolving.MATCHING + measured.unmatched()),
                        measured.micros(),
                        measured.bytes(),
                        baseline,
                        measured.micros() / baseline);
            }
        });
        Measured usual = all.get(key(RESOLVE, USUAL));
        report.target(Target.atMost("resolve 200 groups in process, us", usual.micros(), MOST_MICROS));
        report.target(Target.atMost(
                "bytes more for 1,980 groups that nobody mapped",
                all.get(key(RESOLVE, MANY)).bytes() - all.get(key(RESOLVE, FEW)).bytes(),
                TOLERATED_BYTES));
    }

    private Map<String, Measured> measure() throws IOException {
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(PureResolving.class.getName())
                            .addProfiler(GCProfiler.class)
                            .forks(2)
                            .warmupIterations(settings.rounds())
                            .measurementIterations(settings.rounds())
                            .warmupTime(TimeValue.milliseconds(settings.round().toMillis() / 2))
                            .measurementTime(
                                    TimeValue.milliseconds(settings.round().toMillis() / 2))
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
            Map<String, Measured> all = new TreeMap<>();
            for (RunResult result : results) {
                String name = result.getPrimaryResult().getLabel();
                int unmatched = Integer.parseInt(result.getParams().getParam("unmatched"));
                all.put(
                        key(name, unmatched),
                        new Measured(
                                name,
                                unmatched,
                                result.getPrimaryResult().getScore(),
                                result.getSecondaryResults()
                                        .get("gc.alloc.rate.norm")
                                        .getScore()));
            }
            return all;
        } catch (RunnerException failed) {
            throw new IOException("JMH could not run", failed);
        }
    }

    private static String key(String name, int unmatched) {
        return "%s %04d".formatted(name, unmatched);
    }

    private record Measured(String name, int unmatched, double micros, double bytes) {}
}

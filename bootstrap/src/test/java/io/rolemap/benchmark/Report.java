package io.rolemap.benchmark;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables that a run prints. */
final class Report {

    private final PrintStream out;
    private final List<Target> targets = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** The head of the table of what is asked of two servers, each under its name. */
    void loadHeading(String subject, String product, String baseline) {
        say("");
        say("%-20s %5s | %34s | %34s | %20s", "", "", product, baseline, "ratios");
        say(
                "%-20s %5s | %9s %8s %8s %6s | %9s %8s %8s %6s | %6s %6s %6s",
                subject, "conns", "req/s", "p50 ms", "p99 ms", "CPU us", "req/s", "p50 ms", "p99 ms", "CPU us", "req/s",
                "p50", "CPU");
    }

    void load(Cell cell) {
        say(
                "%-20s %5d | %9.0f %8.2f %8.2f %6.0f | %9.0f %8.2f %8.2f %6.0f | %6.2f %6.2f %6.2f",
                cell.label(),
                cell.connections(),
                cell.perSecond().product(),
                millis(cell.product().percentile(0.5)),
                millis(cell.product().percentile(0.99)),
                cell.cpuMicros().product(),
                cell.perSecond().baseline(),
                millis(cell.baseline().percentile(0.5)),
                millis(cell.baseline().percentile(0.99)),
                cell.cpuMicros().baseline(),
                cell.perSecond().ratio(),
                cell.median().ratio(),
                cell.cpuMicros().ratio());
    }

    void comparisonHeading() {
        say("");
        say("%-44s | %9s | %9s | %s", "", "rolemap", "baseline", "ratio");
    }

    void comparison(String subject, Pairs pairs) {
        say("%-44s | %9.0f | %9.0f | %5.2f", subject, pairs.product(), pairs.baseline(), pairs.ratio());
    }

    void notMeasured(String subject, String reason) {
        say("%-44s | %s", subject, reason);
    }

    void target(Target target) {
        targets.add(target);
    }

    /** Prints the targets; whether all were met. */
    boolean targets() {
        say("");
        for (Target target : targets) {
            say(
                    "%-44s | %9.2f | %-16s | %s",
                    target.subject(), target.value(), target.bound(), target.met() ? "met" : "MISSED");
        }
        return targets.stream().allMatch(Target::met);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

package io.rolemap.benchmark;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the packaged server beside {@link BaselineServer}: each in a process of its own with the same options, each
 * with a database of its own on one PostgreSQL that flushes every commit to disk.
 *
 * <p>The numbers are those of the machine they were made on, which also runs the database and the load; only the ratios
 * carry over to another. Rounds are short and alternate between the servers, so that a change of the machine's mood
 * meets both. {@link LoginBenchmark} compares the server with itself, and
 * {@link PureBenchmark} needs no server.
 */
final class Benchmark {

    /** What {@link BaselineServer} gets too, so that neither has more of the database than the other. */
    private static final int POOL_SIZE = 10;

    private static final int TARGET_CONNECTIONS = 8;
    private static final double LEAST_CREATES = 0.9;
    private static final double LONGEST_START = 1.3;
    private static final double MOST_IDLE_MEGABYTES = 150;
    private static final double MEGABYTE = 1_000_000;

    private final Settings settings;
    private final Contender product;
    private final Contender baseline;
    private final Alternation alternation;
    private final Report report;

    private Benchmark(
            Settings settings, Contender product, Contender baseline, Alternation alternation, Report report) {
        this.settings = settings;
        this.product = product;
        this.baseline = baseline;
        this.alternation = alternation;
        this.report = report;
    }

    /** Ends with status 0, or with 1 when a run fails or, in a strict run, misses a target. */
    public static void main(String[] arguments) throws IOException {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Settings settings = Settings.fromSystemProperties();
        Files.createDirectories(settings.folder());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Report report = new Report(System.out);
        boolean met;
        if (settings.steps().contains(Step.PURE)) {
            new PureBenchmark(settings, report).run();
        }
        try (DurablePostgres postgres = DurablePostgres.start()) {
            describe(report, settings, postgres);
            Contender product = new Product(java, settings.jar(), postgres.newDatabase());
            Contender baseline =
                    Baseline.packed(java, settings.jar(), settings.folder(), postgres.newDatabase(), POOL_SIZE);
            Alternation alternation = new Alternation(settings.round());
            if (settings.steps().stream().anyMatch(Step::isBesideTheBaseline)) {
                new Benchmark(settings, product, baseline, alternation, report).run();
            }
            if (settings.steps().contains(Step.LOGINS)) {
                new LoginBenchmark(settings, alternation, report)
                        .run(
                                new Product(java, settings.jar(), postgres.newDatabase()),
                                new Product(java, settings.jar(), postgres.newDatabase()));
            }
            met = report.targets();
        }
        System.exit(met || !settings.strict() ? 0 : 1);
    }

    private static void describe(Report report, Settings settings, DurablePostgres postgres) {
        report.say("");
        report.say(
                "Java %s, %s %s, %d processors, %s",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                postgres.description());
        report.say(
                "rounds of %.1f s, %d pairs (%d for creates at %d connections); medians; options of both servers: %s",
                settings.round().toMillis() / 1e3,
                settings.rounds(),
                2 * settings.rounds(),
                TARGET_CONNECTIONS,
                settings.jvmOptions().isEmpty() ? "none" : String.join(" ", settings.jvmOptions()));
    }

    private void run() throws IOException {
        migrate();
        if (settings.steps().contains(Step.STARTS)) {
            measureStarts();
        }
        if (settings.steps().stream().anyMatch(Step::isUnderLoad)) {
            try (ServerProcess productServer = start(product, List.of());
                    ServerProcess baselineServer = start(baseline, List.of())) {
                measure(productServer, baselineServer);
            }
        }
    }

    private void measure(ServerProcess productServer, ServerProcess baselineServer) throws IOException {
        if (settings.steps().contains(Step.IDLE)) {
            rest(settings.idle());
            OptionalLong idle = memory("resident when idle, MB", productServer, baselineServer);
            if (idle.isPresent()) {
                report.target(
                        Target.atMost("resident when idle, MB", idle.getAsLong() / MEGABYTE, MOST_IDLE_MEGABYTES));
            }
        }
        if (settings.steps().contains(Step.LOAD)) {
            measureLoad(productServer, baselineServer);
        }
        report.comparisonHeading();
        if (settings.steps().contains(Step.SETS)) {
            measureWholeSets(productServer, baselineServer);
        }
        memory("resident after the load, MB", productServer, baselineServer);
    }

    /** The first start lays the tables; what is measured afterwards are starts on a current schema. */
    private void migrate() throws IOException {
        start(product, List.of()).close();
        start(baseline, List.of()).close();
    }

    private void measureStarts() throws IOException {
        report.comparisonHeading();
        Pairs plain = starts(List.of(), List.of());
        report.comparison("start to ready, ms", plain);
        report.target(Target.atMost("start to ready, of the baseline's", plain.ratio(), LONGEST_START));
        String archived = "start to ready with a class-data archive, ms";
        Path productArchive = archive(product);
        Path baselineArchive = archive(baseline);
        if (Files.exists(productArchive) && Files.exists(baselineArchive)) {
            report.comparison(
                    archived,
                    starts(
                            List.of("-XX:SharedArchiveFile=" + productArchive),
                            List.of("-XX:SharedArchiveFile=" + baselineArchive)));
        } else {
            report.notMeasured(archived, "this Java virtual machine wrote no archive");
        }
    }

    private Pairs starts(List<String> productOptions, List<String> baselineOptions) throws IOException {
        Pairs pairs = new Pairs();
        for (int i = 0; i < settings.starts(); i++) {
            if (i % 2 == 0) {
                double productTime = millisToReady(product, productOptions);
                pairs.add(productTime, millisToReady(baseline, baselineOptions));
            } else {
                double baselineTime = millisToReady(baseline, baselineOptions);
                pairs.add(millisToReady(product, productOptions), baselineTime);
            }
        }
        return pairs;
    }

    private double millisToReady(Contender contender, List<String> options) throws IOException {
        try (ServerProcess server = start(contender, options)) {
            return server.startToReady().toNanos() / 1e6;
        }
    }

    /** What an operator would do: start once with the option, stop, and keep the file. */
    private Path archive(Contender contender) throws IOException {
        Path archive = settings.folder().resolve(contender.name() + ".jsa").toAbsolutePath();
        Files.deleteIfExists(archive);
        start(contender, List.of("-XX:ArchiveClassesAtExit=" + archive)).stop();
        return archive;
    }

    private void measureLoad(ServerProcess productServer, ServerProcess baselineServer) throws IOException {
        Map<Operation, Workload> productLoads = product.workloads(productServer.port());
        Map<Operation, Workload> baselineLoads = baseline.workloads(baselineServer.port());
        alternation.warmUp(productServer, inOrder(productLoads), settings.warmUp());
        alternation.warmUp(baselineServer, inOrder(baselineLoads), settings.warmUp());
        report.loadHeading("load", product.name(), baseline.name());
        for (Operation operation : Operation.values()) {
            for (int connections : settings.connections()) {
                boolean isTarget = operation == Operation.CREATE && connections == TARGET_CONNECTIONS;
                Cell cell = Cell.empty(operation.label(), connections);
                try (LoadClient productClient = LoadClient.connect(productServer, connections);
                        LoadClient baselineClient = LoadClient.connect(baselineServer, connections)) {
                    alternation.measure(
                            productClient,
                            productLoads.get(operation),
                            baselineClient,
                            baselineLoads.get(operation),
                            isTarget ? 2 * settings.rounds() : settings.rounds(),
                            cell);
                }
                report.load(cell);
                if (isTarget) {
                    report.target(Target.atLeast(
                            "creates at " + TARGET_CONNECTIONS + " connections, of the baseline's",
                            cell.perSecond().ratio(),
                            LEAST_CREATES));
                }
            }
        }
    }

    private static List<Workload> inOrder(Map<Operation, Workload> loads) {
        return Arrays.stream(Operation.values())
                .map(operation -> Objects.requireNonNull(loads.get(operation)))
                .toList();
    }

    /** Each step in turn on both; the first pair of rounds warms them up. */
    private void measureWholeSets(ServerProcess productServer, ServerProcess baselineServer) throws IOException {
        WholeSet productSet = product.wholeSet(productServer.port());
        WholeSet baselineSet = baseline.wholeSet(baselineServer.port());
        Map<SetStep, Pairs> times = new EnumMap<>(SetStep.class);
        for (int round = -1; round < settings.rounds(); round++) {
            for (SetStep step : SetStep.values()) {
                double productTime = productSet.millisFor(step);
                double baselineTime = baselineSet.millisFor(step);
                if (round >= 0) {
                    times.computeIfAbsent(step, any -> new Pairs()).add(productTime, baselineTime);
                }
            }
        }
        times.forEach(
                (step, pairs) -> report.comparison(String.format(Locale.ROOT, step.label(), WholeSet.SIZE), pairs));
    }

    private OptionalLong memory(String subject, ServerProcess productServer, ServerProcess baselineServer)
            throws IOException {
        OptionalLong productBytes = productServer.residentBytes();
        OptionalLong baselineBytes = baselineServer.residentBytes();
        if (productBytes.isPresent() && baselineBytes.isPresent()) {
            Pairs pairs = new Pairs();
            pairs.add(productBytes.getAsLong() / MEGABYTE, baselineBytes.getAsLong() / MEGABYTE);
            report.comparison(subject, pairs);
        } else {
            report.notMeasured(subject, "this system does not tell in /proc");
        }
        return productBytes;
    }

    private ServerProcess start(Contender contender, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(settings.jvmOptions());
        all.addAll(options);
        return contender.start(all, settings.folder().resolve(contender.name() + ".log"));
    }

    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}

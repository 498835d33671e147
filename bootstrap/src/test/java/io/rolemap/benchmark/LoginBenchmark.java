package io.rolemap.benchmark;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Whether a login costs more where there are many mappings: two of the packaged servers, one with
 * 1,000 mappings in 10 connections and one with as many as wanted, on databases of one PostgreSQL. The first
 * organisation of each is filled by way of the API, so that the tables hold what the product writes, and the others are its
 * likes. Both observe groups in the background, as they do by default. The
 * operator asks, whose key is in no table.
 */
final class LoginBenchmark {

    private static final Population FEW = new Population(1, 10);
    private static final int CONNECTIONS_OF_AN_ORGANISATION = 100;
    private static final List<Integer> CONNECTIONS = List.of(1, 8);
    private static final double MOST = 1.3;
    private static final int FILLING = 8;
    private static final int CHECKED = 20;
    private static final long SEED = 20_261_201L;

    private final Settings settings;
    private final Alternation alternation;
    private final Report report;
    private final Population many;

    LoginBenchmark(Settings settings, Alternation alternation, Report report) {
        this.settings = settings;
        this.alternation = alternation;
        this.report = report;
        int organisations =
                Math.toIntExact(Math.max(1, settings.mappings() / Population.MAPPED / CONNECTIONS_OF_AN_ORGANISATION));
        this.many = new Population(organisations, CONNECTIONS_OF_AN_ORGANISATION);
    }

    void run(Product manyProduct, Product fewProduct) throws IOException {
        try (ServerProcess manyServer = manyProduct.start(
                        settings.jvmOptions(), settings.folder().resolve("logins-many.log"));
                ServerProcess fewServer = fewProduct.start(
                        settings.jvmOptions(), settings.folder().resolve("logins-few.log"))) {
            fill(manyProduct, manyServer, many);
            fill(fewProduct, fewServer, FEW);
            Map<Login, Workload> manyLoads = loads(many);
            Map<Login, Workload> fewLoads = loads(FEW);
            check(manyServer, manyLoads);
            check(fewServer, fewLoads);
            alternation.warmUp(manyServer, manyLoads.values(), settings.warmUp() / 10);
            alternation.warmUp(fewServer, fewLoads.values(), settings.warmUp() / 10);
            report.loadHeading(
                    "resolve roles",
                    "%,d mappings".formatted(many.mappings()),
                    "%,d mappings".formatted(FEW.mappings()));
            for (Login login : Login.values()) {
                for (int connections : CONNECTIONS) {
                    measure(login, connections, manyServer, manyLoads, fewServer, fewLoads);
                }
            }
        }
    }

    private void measure(
            Login login,
            int connections,
            ServerProcess manyServer,
            Map<Login, Workload> manyLoads,
            ServerProcess fewServer,
            Map<Login, Workload> fewLoads)
            throws IOException {
        Cell cell = Cell.empty(login.label(), connections);
        try (LoadClient manyClient = LoadClient.connect(manyServer, connections);
                LoadClient fewClient = LoadClient.connect(fewServer, connections)) {
            alternation.measure(
                    manyClient, manyLoads.get(login), fewClient, fewLoads.get(login), settings.rounds(), cell);
        }
        report.load(cell);
        report.target(Target.atMost(
                "p50 of roles %s, %d connections, of that with few".formatted(login.label(), connections),
                cell.median().ratio(),
                MOST));
    }

    private static Map<Login, Workload> loads(Population population) {
        Map<Login, Workload> loads = new EnumMap<>(Login.class);
        for (Login login : Login.values()) {
            loads.put(login, Logins.of(population, login, Product.OPERATOR, SEED));
        }
        return loads;
    }

    /** The numbers would be worth nothing if nobody got a role. */
    private static void check(ServerProcess server, Map<Login, Workload> loads) throws IOException {
        try (LoadClient client = LoadClient.connect(server, 1)) {
            for (Map.Entry<Login, Workload> load : loads.entrySet()) {
                boolean explained = load.getKey().isExplained();
                for (int i = 0; i < CHECKED; i++) {
                    String answer = client.ask(load.getValue());
                    requireCount(Logins.MAPPED + (explained ? Logins.RESEMBLING : 0), "\"mapping_id\"", answer);
                    requireCount(explained ? Logins.GROUPS - Logins.MAPPED : 0, "\"near_misses\"", answer);
                }
            }
        }
    }

    private static void requireCount(int count, String text, String answer) {
        int found = answer.split(text, -1).length - 1;
        if (found != count) {
            throw new IllegalStateException(text + " " + found + " times rather than " + count + " in:\n" + answer);
        }
    }

    /** A set for each connection of the first organisation, several at a time. */
    private void fill(Product product, ServerProcess server, Population population) throws IOException {
        long start = System.nanoTime();
        SetUpClient operator = new SetUpClient(server.port(), Product.OPERATOR);
        ExecutorService filling = Executors.newFixedThreadPool(FILLING);
        try {
            List<? extends Future<?>> all = IntStream.range(0, population.connectionsEach())
                    .mapToObj(connection -> filling.submit(() -> create(operator, connection)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("could not be filled", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            filling.shutdownNow();
        }
        DurablePostgres.repeatOrganisation(product.databaseUrl(), population.organisations());
        DurablePostgres.tidyUp(product.databaseUrl());
        report.say(
                "%,d mappings, connections %,d, organisations %,d: made in %.0f s",
                population.mappings(),
                population.connections(),
                population.organisations(),
                (System.nanoTime() - start) / 1e9);
    }

    private static void create(SetUpClient operator, int connection) {
        String connections = Population.connectionsOf(0);
        String id = Population.connection(connection);
        operator.post(
                connections,
                "{\"id\":\"" + id + "\",\"provider_key\":\"" + Population.providerKey(0, connection) + "\"}");
        operator.put(
                connections + "/" + id + "/group-mappings",
                WholeSet.body(Population.group(connection, 0), Population.MAPPED));
    }
}

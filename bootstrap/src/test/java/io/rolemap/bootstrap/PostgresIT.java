package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

    private static final String KEY = "an-operators-own-key-0123456789-abcdef";
    private static final String MAPPINGS = "/orgs/acme/identity-providers/okta/group-mappings";
    private static final Pattern EXISTING = Pattern.compile("\"existing\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void of_two_servers_that_race_to_map_one_group_exactly_one_request_wins() throws Exception {
        int requestsPerServer = 16;
        String database = PostgresServer.shared().newDatabase();
        Rest one = server(database).asOperator(KEY);
        Rest other = server(database).asOperator(KEY);
        one.createConnection("acme", "okta");

        List<HttpResponse<String>> answers = race(
                requestsPerServer,
                () -> one.post(MAPPINGS, "{\"external_group\": \"Admins\", \"role_id\": 1}"),
                () -> other.post(MAPPINGS, "{\"external_group\": \"Admins\", \"role_id\": \"1\"}"));

        List<HttpResponse<String>> won =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        List<HttpResponse<String>> lost =
                answers.stream().filter(answer -> answer.statusCode() != 201).toList();
        assertThat(won).hasSize(1);
        String id = only(ID, won.get(0).body());
        assertThat(lost).hasSize(2 * requestsPerServer - 1).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(only(EXISTING, answer.body())).isEqualTo(id);
            assertThat(answer.body()).containsPattern("\"identical\"\\s*:\\s*true");
        });
        assertThat(other.get(MAPPINGS).body()).containsOnlyOnce("\"external_group\"");
    }

    @Test
    void of_several_servers_that_start_on_a_new_database_exactly_one_prints_a_key_that_all_accept() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        List<RolemapProcess> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            servers.add(processes.start(folder, Map.of("ROLEMAP_DATABASE_URL", database)));
        }
        for (RolemapProcess server : servers) {
            server.address();
        }

        List<String> keys = servers.stream()
                .flatMap(server -> server.out().stream())
                .map(String::strip)
                .filter(line -> line.matches("rolemap_[0-9A-Za-z_]+"))
                .toList();
        assertThat(keys).hasSize(1);
        for (RolemapProcess server : servers) {
            assertThat(server.asOperator(keys.get(0))
                            .get("/orgs/acme/identity-providers")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.err()).noneMatch(line -> line.contains(" ERROR ") || line.contains("no operator key"));
        }
    }

    @Test
    void what_one_server_acknowledged_before_it_was_killed_another_one_serves() throws Exception {
        try (PostgresServer durable = PostgresServer.startDurable()) {
            String database = durable.newDatabase();
            RolemapProcess first = server(database);
            first.asOperator(KEY).createConnection("acme", "okta");
            HttpResponse<String> created =
                    first.asOperator(KEY).post(MAPPINGS, "{\"external_group\": \"Admins\", \"role_id\": 1}");
            assertThat(created.statusCode()).isEqualTo(201);
            first.kill();
            durable.kill();
            durable.start();

            Rest second = server(database).asOperator(KEY);

            assertThat(second.get(MAPPINGS + "/" + only(ID, created.body())).body())
                    .isEqualTo(created.body());
        }
    }

    @Test
    void while_the_database_is_away_it_says_so_and_it_recovers_by_itself() throws Exception {
        try (PostgresServer own = PostgresServer.start(List.of())) {
            RolemapProcess server = server(own.newDatabase());
            Rest operator = server.asOperator(KEY);
            operator.createConnection("acme", "okta");

            own.stop();
            HttpResponse<String> ready = operator.get("/health/ready");
            HttpResponse<String> create = operator.post(MAPPINGS, "{\"external_group\": \"Admins\", \"role_id\": 1}");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(create.statusCode()).as(create.body()).isEqualTo(503);
            assertThat(create.headers().firstValue("Retry-After")).isPresent();
            assertThat(operator.get("/health/live").statusCode()).isEqualTo(200);

            own.start();
            awaitReady(operator);
            assertThat(operator.post(MAPPINGS, "{\"external_group\": \"Admins\", \"role_id\": 1}")
                            .statusCode())
                    .isEqualTo(201);
            server.terminate();
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void a_server_of_little_memory_lists_a_hundred_thousand_mappings() throws Exception {
        int count = 100_000;
        String database = PostgresServer.shared().newDatabase();
        Rest operator = processes
                .start(
                        folder,
                        Map.of(
                                "ROLEMAP_DATABASE_URL", database,
                                "ROLEMAP_OPERATOR_KEY", KEY,
                                "JDK_JAVA_OPTIONS", "-Xmx96m"))
                .asOperator(KEY);
        operator.createConnection("acme", "okta");
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement insert = connection.prepareStatement("""
                        insert into rolemap_group_role_mapping (org_id, connection_id, id, external_group,
                            external_group_sha256, role_id, created_at, updated_at)
                        select 'acme', 'okta', number, repeat('group-', 50) || number,
                            sha256(convert_to(repeat('group-', 50) || number, 'UTF8')), 1, moment, moment
                        from (select lpad(n::text, 6, '0') as number, 1793000000000 + n / 10 as moment
                            from generate_series(1, ?) as n) as numbers
                        order by md5(number)
                        """)) {
            insert.setInt(1, count);
            assertThat(insert.executeUpdate()).isEqualTo(count);
        }

        HttpResponse<String> head = operator.head(MAPPINGS);
        HttpResponse<String> list = operator.get(MAPPINGS);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("ETag"))
                .isPresent()
                .isEqualTo(head.headers().firstValue("ETag"));
        assertThat(ID.matcher(list.body()).results().map(match -> match.group(1)))
                .hasSize(count)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(list.body().strip()).endsWith("]}");
    }

    @Test
    void a_schema_that_a_newer_version_made_is_left_alone() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        server(database).address();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("update rolemap_schema_history set version = '9999' where version is not null");
        }

        RolemapProcess older = server(database);

        assertThat(older.awaitExit()).isEqualTo(78);
        assertThat(older.out()).isEmpty();
        assertThat(older.err()).singleElement().asString().contains("newer Rolemap");
    }

    @Test
    void a_wrong_password_is_said_without_it() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        String url = database.split("\\?")[0];

        RolemapProcess server = processes.start(
                folder,
                Map.of(
                        "ROLEMAP_DATABASE_URL", url,
                        "ROLEMAP_DATABASE_USER", "nobody-such",
                        "ROLEMAP_DATABASE_PASSWORD", "s3cr3t"));

        assertThat(server.awaitExit()).isEqualTo(69);
        assertThat(server.err())
                .singleElement()
                .asString()
                .contains("nobody-such")
                .doesNotContain("s3cr3t");
    }

    private RolemapProcess server(String database) throws Exception {
        return processes.start(folder, Map.of("ROLEMAP_DATABASE_URL", database, "ROLEMAP_OPERATOR_KEY", KEY));
    }

    /** Sends each request as often as told, all of them let go at once. */
    private static List<HttpResponse<String>> race(
            int times, Callable<HttpResponse<String>> one, Callable<HttpResponse<String>> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2 * times);
        ExecutorService clients = Executors.newFixedThreadPool(2 * times);
        try {
            List<Callable<HttpResponse<String>>> requests = Stream.of(one, other)
                    .flatMap(request -> Stream.generate(() -> request).limit(times))
                    .<Callable<HttpResponse<String>>>map(request -> () -> {
                        start.await();
                        return request.call();
                    })
                    .toList();
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : clients.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            clients.shutdownNow();
        }
    }

    private static void awaitReady(Rest server) throws Exception {
        long deadline = System.nanoTime() + RolemapProcess.PATIENCE.toNanos();
        while (server.get("/health/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as("time until it is ready again").isLessThan(deadline);
        }
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}

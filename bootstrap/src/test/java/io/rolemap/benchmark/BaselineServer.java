package io.rolemap.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The yardstick: the barest server on the same Javalin, Hikari and driver. It authenticates nobody, parses nothing and
 * checks nothing; a POST is one INSERT of its own commit, a GET one SELECT, and a whole set one batch or one statement. Its
 * table has the columns and the indexes of the product's, and the values that go into it are as long and as scattered, so
 * that the database has the same work.
 */
final class BaselineServer {

    private static final String TABLE = """
            create table if not exists baseline_row (
              org_id text collate "C" not null,
              connection_id text collate "C" not null,
              id text collate "C" not null,
              external_group text collate "C" not null,
              external_group_sha256 bytea not null,
              role_id bigint not null,
              created_at bigint not null,
              updated_at bigint not null,
              group_skeleton bytea,
              last_segment bytea,
              primary key (org_id, connection_id, id));
            create index if not exists baseline_page_idx
              on baseline_row (org_id, connection_id, created_at, id) where external_group <> '';
            create unique index if not exists baseline_group_idx
              on baseline_row (org_id, connection_id collate "POSIX", external_group_sha256) include (id, role_id);
            create index if not exists baseline_skeleton_idx
              on baseline_row (org_id collate "POSIX", connection_id collate "POSIX", group_skeleton)
              where group_skeleton is not null;
            create index if not exists baseline_segment_idx
              on baseline_row (org_id collate "POSIX", connection_id collate "POSIX", last_segment)
              where last_segment is not null
            """;

    private static final String INSERT =
            "insert into baseline_row values ('acme', '0190b4a2-7c1e-7000-8000-000000000001', ?, ?, ?, 2227, ?, ?, ?)"
                    + " on conflict do nothing";

    private static final String SELECT = "select id, external_group, role_id, created_at, updated_at from baseline_row"
            + " where org_id = 'acme' and connection_id = '0190b4a2-7c1e-7000-8000-000000000001' and id = ?";

    private static final String INSERT_IN_SET =
            "insert into baseline_row values ('acme', 'whole-set', ?, ?, ?, 2227, ?, ?, ?)";

    private static final String SELECT_SET = "select id, external_group, role_id, created_at, updated_at"
            + " from baseline_row where org_id = 'acme' and connection_id = 'whole-set' and external_group <> ''"
            + " order by created_at, id";

    private static final String UPDATE_SET =
            "update baseline_row set role_id = role_id + 1, updated_at = updated_at + 1"
                    + " where org_id = 'acme' and connection_id = 'whole-set'";

    private static final String DELETE_SET =
            "delete from baseline_row where org_id = 'acme' and connection_id = 'whole-set'";

    private static final int SIZE_OF_SET = 10_000;
    private static final long LARGEST_BODY = 10_000_000;

    private static final byte[] KNOWN_DIGEST = new byte[32];

    private final DataSource database;
    private final AtomicLong next = new AtomicLong(System.currentTimeMillis() << 20);

    private BaselineServer(DataSource database) {
        this.database = database;
    }

    /** Arguments: port, JDBC URL, connections in the pool. */
    public static void main(String[] arguments) throws SQLException {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[1]);
        pool.setMaximumPoolSize(Integer.parseInt(arguments[2]));
        BaselineServer server = new BaselineServer(new HikariDataSource(pool));
        server.createTable();
        server.serve(Integer.parseInt(arguments[0]));
    }

    private void serve(int port) {
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    config.routes.get("/health/ready", context -> context.result("up"));
                    config.routes.post("/rows", this::insert);
                    config.routes.get("/rows/{id}", this::select);
                    config.routes.post("/known-rows", this::insertKnown);
                    config.http.maxRequestSize = LARGEST_BODY;
                    config.routes.post("/set", this::insertSet);
                    config.routes.get("/set", this::selectSet);
                    config.routes.put("/set", context -> changeSet(context, UPDATE_SET));
                    config.routes.delete("/set", context -> changeSet(context, DELETE_SET));
                })
                .start("127.0.0.1", port);
    }

    private void createTable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.execute(TABLE);
        }
        insert("known", KNOWN_DIGEST);
    }

    private void insert(Context context) throws SQLException {
        SplittableRandom random =
                new SplittableRandom(ThreadLocalRandom.current().nextLong());
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        String id = new UUID(next.incrementAndGet(), random.nextLong()).toString();
        context.bodyAsBytes();
        insert(id, digest);
        answer(context, 201, "{\"id\":\"" + id + "\"}");
    }

    private void insertKnown(Context context) throws SQLException {
        context.bodyAsBytes();
        insert(new UUID(next.incrementAndGet(), 0).toString(), KNOWN_DIGEST);
        answer(context, 409, "{}");
    }

    private void insert(String id, byte[] digest) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, id, digest, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement insert, String id, byte[] digest, long now) throws SQLException {
        insert.setString(1, id);
        insert.setString(2, "CN=team-000000000000,OU=Groups,DC=example,DC=com");
        insert.setBytes(3, digest);
        insert.setLong(4, now);
        insert.setLong(5, now);
        insert.setBytes(6, Arrays.copyOf(digest, 16));
    }

    private void select(Context context) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, context.pathParam("id"));
            try (ResultSet row = select.executeQuery()) {
                answer(context, row.next() ? 200 : 404, "{\"external_group\":\"" + row.getString(2) + "\"}");
            }
        }
    }

    private void insertSet(Context context) throws SQLException {
        context.bodyAsBytes();
        SplittableRandom random =
                new SplittableRandom(ThreadLocalRandom.current().nextLong());
        long now = System.currentTimeMillis();
        StringBuilder json = new StringBuilder();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT_IN_SET)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < SIZE_OF_SET; i++) {
                byte[] digest = new byte[32];
                random.nextBytes(digest);
                String id = new UUID(next.incrementAndGet(), random.nextLong()).toString();
                bind(insert, id, digest, now);
                insert.addBatch();
                json.append("{\"id\":\"").append(id).append("\"},");
            }
            insert.executeBatch();
            connection.commit();
        }
        answer(context, 200, json.toString());
    }

    private void changeSet(Context context, String statement) throws SQLException {
        context.bodyAsBytes();
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            answer(context, 200, "{\"rows\":" + change.executeUpdate() + "}");
        }
    }

    private void selectSet(Context context) throws SQLException {
        StringBuilder json = new StringBuilder();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT_SET);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                json.append("{\"id\":\"").append(row.getString(1));
                json.append("\",\"external_group\":\"").append(row.getString(2));
                json.append("\",\"role_id\":\"").append(row.getLong(3));
                json.append("\",\"created_at\":").append(row.getLong(4));
                json.append(",\"updated_at\":").append(row.getLong(5)).append("},");
            }
        }
        answer(context, 200, json.toString());
    }

    private static void answer(Context context, int status, String json) {
        context.status(status).contentType("application/json").result(json.getBytes(UTF_8));
    }
}

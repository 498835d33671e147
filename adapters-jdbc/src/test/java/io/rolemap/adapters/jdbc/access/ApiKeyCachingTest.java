package io.rolemap.adapters.jdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.KeyId;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.Together;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyCachingTest {

    private static final ApiKey KEY = Samples.apiKey("acme", "k1");
    private static final Duration JUST_BELOW_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger queries = new AtomicInteger();

    /** Run once, right after the next query for a key: while its answer is on the way to the cache. */
    private Runnable meanwhile = () -> {};

    private Database database;
    private Sessions here;
    private JdbcApiKeyRepository keys;
    private Sessions elsewhere;
    private JdbcApiKeyRepository keysElsewhere;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:", "", ""));
        Schema.migrate(database.dataSource());
        Jdbi jdbi = Jdbi.create(database.dataSource());
        jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                if (context.getRawSql().startsWith("select")) {
                    queries.incrementAndGet();
                    Runnable once = meanwhile;
                    meanwhile = () -> {};
                    once.run();
                }
            }
        });
        here = new Sessions(jdbi, false, new Random());
        keys = new JdbcApiKeyRepository(here, nanos::get);
        elsewhere = new Sessions(Jdbi.create(database.dataSource()), false, new Random());
        keysElsewhere = new JdbcApiKeyRepository(elsewhere, nanos::get);
        here.inTransaction(() -> {
            keys.insert(KEY);
            return true;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void delete() {
        assertThat(here.inTransaction(() -> keys.delete(KEY.org(), KEY.id()))).isTrue();
    }

    private void deleteElsewhere() {
        assertThat(elsewhere.inTransaction(() -> keysElsewhere.delete(KEY.org(), KEY.id())))
                .isTrue();
    }

    @Test
    void a_key_is_read_from_the_database_once_a_second() {
        for (int index = 0; index < 100; index++) {
            assertThat(keys.find(KEY.id())).contains(KEY);
        }
        assertThat(queries).hasValue(1);

        pass(Duration.ofSeconds(1));
        assertThat(keys.find(KEY.id())).contains(KEY);
        assertThat(queries).hasValue(2);
    }

    @Test
    void a_key_that_does_not_exist_is_looked_for_every_time() {
        KeyId unknown = new KeyId("unknown");

        assertThat(keys.find(unknown)).isEmpty();
        assertThat(keys.find(unknown)).isEmpty();

        assertThat(queries).hasValue(2);
    }

    @Test
    void a_key_is_found_as_soon_as_it_exists() {
        ApiKey late = Samples.apiKey("acme", "late");
        assertThat(keys.find(late.id())).isEmpty();

        elsewhere.inTransaction(() -> {
            keysElsewhere.insert(late);
            return true;
        });

        assertThat(keys.find(late.id())).contains(late);
    }

    @Test
    void a_key_that_was_deleted_elsewhere_is_gone_within_a_second() {
        assertThat(keys.find(KEY.id())).contains(KEY);
        deleteElsewhere();

        pass(JUST_BELOW_A_SECOND);
        assertThat(keys.find(KEY.id())).contains(KEY);

        pass(Duration.ofNanos(1));
        assertThat(keys.find(KEY.id())).isEmpty();
    }

    @Test
    void the_second_counts_from_the_question_however_long_the_answer_took() {
        meanwhile = () -> pass(JUST_BELOW_A_SECOND);
        assertThat(keys.find(KEY.id())).contains(KEY);
        deleteElsewhere();

        pass(Duration.ofNanos(1));

        assertThat(keys.find(KEY.id())).isEmpty();
    }

    @Test
    void a_key_that_was_deleted_here_is_gone_at_once() {
        assertThat(keys.find(KEY.id())).contains(KEY);

        delete();

        assertThat(keys.find(KEY.id())).isEmpty();
    }

    @Test
    void a_key_that_was_read_before_its_deletion_and_arrives_after_it_is_not_believed() {
        meanwhile = this::deleteOnAnotherThread;

        Optional<ApiKey> readBefore = keys.find(KEY.id());

        assertThat(readBefore).contains(KEY);
        assertThat(keys.find(KEY.id())).isEmpty();
    }

    private void deleteOnAnotherThread() {
        Together.run(1, index -> {
            delete();
            return true;
        });
    }

    @Test
    void a_key_that_is_read_while_its_deletion_is_under_way_is_not_remembered() {
        here.inTransaction(() -> {
            keys.delete(KEY.org(), KEY.id());
            assertThat(Together.run(1, index -> keys.find(KEY.id()))).containsExactly(Optional.of(KEY));
            return true;
        });

        assertThat(keys.find(KEY.id())).isEmpty();
    }

    @Test
    void a_deletion_is_remembered_until_nothing_that_was_read_before_it_can_arrive() {
        delete();
        pass(ApiKeyCache.BYPASS);

        assertThat(keys.find(KEY.id())).isEmpty();
    }
}

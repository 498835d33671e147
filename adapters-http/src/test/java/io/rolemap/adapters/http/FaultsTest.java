package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import io.rolemap.testkit.InMemoryStore;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What goes wrong in the server, and what the log says of it. */
final class FaultsTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String NEW = "{\"provider_key\":\"acme\"}";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.rolemap.http");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void a_long_list_that_is_cut_off_since_its_connection_was_deleted_is_one_line_of_the_log() {
        AtomicInteger reads = new AtomicInteger();
        List<Runnable> beforeThirdRead = new ArrayList<>();
        try (TestServer changing = TestServer.start(
                rolemap -> rolemap.authorizer((actor, action) -> {
                    // The edge asks, and then each page does.
                    if (action.permission() == Permission.MAPPINGS_READ && reads.incrementAndGet() == 3) {
                        beforeThirdRead.forEach(Runnable::run);
                    }
                    return true;
                }),
                http -> http)) {
            String connection = changing.connection("acme", "okta");
            String list = connection + "/group-mappings";
            changing.operator()
                    .put(
                            list,
                            IntStream.range(0, 3_500)
                                    .mapToObj(i -> "{\"external_group\":\"group " + i + "\",\"role_id\":1}")
                                    .collect(Collectors.joining(",", "{\"group_role_mappings\":[", "]}")));
            beforeThirdRead.add(() -> changing.operator().delete(connection));
            reads.set(0);

            assertThatThrownBy(() -> changing.operator().get(list + "?role_id=1"))
                    .isInstanceOf(UncheckedIOException.class);
        }
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage())
                    .startsWith(
                            "404 /problems/connection-not-found GET /orgs/acme/identity-providers/okta/group-mappings")
                    .contains("cut off");
        });
    }

    @Test
    void an_unreachable_storage_is_answered_that_nothing_was_stored() {
        Answer answer = createWhereTransactionsThrow(
                () -> StorageUnavailableException.nothingStored(new IllegalStateException("jdbc:secret")));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("/problems/unavailable");
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.string("detail")).contains("nothing was stored");
        assertThat(answer.text()).doesNotContain("secret", "Exception");
        assertLogged(Level.WARN, answer);
    }

    @Test
    void an_outcome_that_nobody_knows_is_not_told_as_another() {
        Answer answer = createWhereTransactionsThrow(
                () -> StorageUnavailableException.outcomeUnknown(new IllegalStateException("x")));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.string("detail")).contains("unknown").doesNotContain("nothing was stored");
    }

    @Test
    void a_bug_shows_nothing_of_itself_but_in_the_log() {
        Answer answer = createWhereTransactionsThrow(() -> new IllegalStateException("select secret from t"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("/problems/internal");
        assertThat(answer.text()).doesNotContain("secret", "Exception", "io.rolemap");
        assertLogged(Level.ERROR, answer);
        assertThat(log.list.get(0).getThrowableProxy().getMessage()).isEqualTo("select secret from t");
    }

    @Test
    void even_an_error_of_the_virtual_machine_is_answered() {
        Answer answer = createWhereTransactionsThrow(() -> new StackOverflowError("deep"));

        assertThat(answer.status()).isEqualTo(500);
        assertLogged(Level.ERROR, answer);
    }

    @Test
    void keys_that_cannot_be_looked_up_are_no_wrong_keys() {
        try (TestServer server = TestServer.start(http -> http.authenticator(Authenticator.bearer(token -> {
            throw StorageUnavailableException.nothingStored(new IllegalStateException("x"));
        })))) {
            assertThat(server.operator().get(PROVIDERS).status()).isEqualTo(503);
            assertThat(server.operator().get("/orgs/acme/nothing").status()).isEqualTo(503);
        }
    }

    @Test
    void the_server_lives_on_after_a_fault() {
        boolean[] broken = {true};
        InMemoryStore store = new InMemoryStore();
        Transactions sometimes =
                new FailingTransactions(store.transactions(), broken, () -> new IllegalStateException("x"));
        try (TestServer server = TestServer.start(
                rolemap -> rolemap.connections(store.connections()).transactions(sometimes), http -> http)) {
            assertThat(server.operator().post(PROVIDERS, NEW).status()).isEqualTo(500);
            broken[0] = false;
            assertThat(server.operator().post(PROVIDERS, NEW).status()).isEqualTo(201);
        }
    }

    @Test
    void readiness_follows_the_storage_and_liveness_does_not() {
        boolean[] ready = {true};
        try (TestServer server = TestServer.start(http -> http.readiness(() -> ready[0]))) {
            assertThat(server.anonymous().get("/health/ready").text()).isEqualTo("{\"status\":\"up\"}");
            ready[0] = false;
            server.clock().advance(Duration.ofSeconds(1));
            Answer answer = server.anonymous().get("/health/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("/problems/unavailable");
            assertThat(server.anonymous().get("/health/live").text()).isEqualTo("{\"status\":\"up\"}");
        }
    }

    @Test
    void a_check_that_fails_says_that_the_server_is_not_ready() {
        try (TestServer server = TestServer.start(http -> http.readiness(() -> {
            throw StorageUnavailableException.nothingStored(new IllegalStateException("x"));
        }))) {
            assertThat(server.anonymous().get("/health/ready").status()).isEqualTo(503);
        }
    }

    @Test
    void every_refusal_is_in_the_log_under_the_name_that_the_client_was_told() {
        try (TestServer server = TestServer.start()) {
            Answer answer = server.operator().get("/orgs/acme/identity-providers/nope");

            assertLogged(Level.INFO, answer);
            assertThat(log.list.get(0).getFormattedMessage())
                    .contains("404", "GET /orgs/acme/identity-providers/nope", "by operator");
            assertThat(log.list.get(0).getThrowableProxy()).isNull();
        }
    }

    @Test
    void every_occurrence_has_a_name_of_its_own() {
        try (TestServer server = TestServer.start()) {
            assertThat(server.anonymous().get("/x").string("instance"))
                    .isNotEqualTo(server.anonymous().get("/x").string("instance"));
        }
    }

    @Test
    void no_credential_and_no_value_gets_into_the_log_and_no_line_can_be_forged() {
        try (TestServer server = TestServer.start()) {
            server.anonymous().bearer("s3cret-token").get(PROVIDERS);
            server.operator().post(PROVIDERS, "{\"provider_key\":\"S3CRET VALUE\"}");
            server.operator().get("/orgs/acme/identity-providers/x%0aforged");
            server.operator().get(PROVIDERS + "?key=s3cret-query");

            assertThat(log.list)
                    .hasSize(4)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContainIgnoringCase("s3cret")
                            .doesNotContain(TestServer.OPERATOR_KEY, "\n"));
        }
    }

    private Answer createWhereTransactionsThrow(Supplier<Throwable> fault) {
        InMemoryStore store = new InMemoryStore();
        Transactions failing = new FailingTransactions(store.transactions(), new boolean[] {true}, fault);
        try (TestServer server = TestServer.start(rolemap -> rolemap.transactions(failing), http -> http)) {
            return server.operator().post(PROVIDERS, NEW);
        }
    }

    private void assertLogged(Level level, Answer answer) {
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getLevel()).isEqualTo(level);
        assertThat(log.list.get(0).getFormattedMessage()).contains(answer.string("instance"), answer.problem());
    }

    private record FailingTransactions(Transactions real, boolean[] broken, Supplier<Throwable> fault)
            implements Transactions {
        @Override
        public <T> T inTransaction(Supplier<T> work) {
            if (broken[0]) {
                throw FailingTransactions.<RuntimeException>unchecked(fault.get());
            }
            return real.inTransaction(work);
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }
}

package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.testkit.CallersTransactionContract;
import io.rolemap.testkit.StoragePorts;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class OnboardingTest {

    private static final OrgId ACME = new OrgId("acme");

    @Autowired
    private Onboarding onboarding;

    @Autowired
    private JdbcStorage storage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    @BeforeEach
    void clear() {
        List.of("rolemap_group_role_mapping", "rolemap_provider_key", "rolemap_connection", "customer")
                .forEach(table -> jdbc.sql("delete from " + table).update());
    }

    private long customers() {
        return jdbc.sql("select count(*) from customer").query(Long.class).single();
    }

    @Test
    void a_customer_and_what_rolemap_keeps_of_her_are_stored_together() {
        ConnectionId connection = onboarding.takeIn("acme", "Acme", "CN=Admins");

        assertThat(customers()).isEqualTo(1);
        assertThat(storage.mappings()
                        .list(MappingQuery.all(ACME, connection))
                        .orElseThrow()
                        .mappings())
                .hasSize(1);
    }

    @Test
    void what_fails_late_takes_back_the_mapping_and_the_connection_with_the_customer() {
        assertThatThrownBy(() -> onboarding.takeIn("acme", "A name that no invoice has room for", "CN=Admins"))
                .hasMessageContaining("invoice");

        assertThat(customers()).isZero();
        assertThat(storage.connections().list(ACME)).isEmpty();
        assertThat(jdbc.sql("select count(*) from rolemap_group_role_mapping")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_migrations_of_both_have_histories_of_their_own() {
        assertThat(migrationsIn("flyway_schema_history")).containsExactly("customers");
        assertThat(migrationsIn("rolemap_schema_history"))
                .containsExactly(
                        "mappings connections and keys",
                        "roles and pages",
                        "resolving and observed groups",
                        "keys for resolving",
                        "keys of a connection");
    }

    private List<String> migrationsIn(String history) {
        return jdbc.sql("select \"description\" from \"" + history + "\" where \"type\" = 'SQL'"
                        + " order by \"installed_rank\"")
                .query(String.class)
                .list();
    }

    @Nested
    class InATransactionOfSpring extends CallersTransactionContract {

        @Override
        protected StoragePorts emptyStorage() {
            return new StoragePorts(storage.transactions(), storage.connections(), storage.mappings());
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            return new TransactionTemplate(transactionManager).execute(status -> work.get());
        }
    }
}

package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.rolemap.domain.shared.Transactions} keeps to, together with the repositories that join it. An
 * adapter's test extends this class and supplies its ports.
 */
public abstract class TransactionsContract {

    private static final OrgId ACME = new OrgId("acme");

    private StoragePorts ports;
    private Connection okta;

    /** The adapter's ports on a storage that is empty; asked for once before each test. */
    protected abstract StoragePorts emptyStorage();

    @BeforeEach
    final void connect() {
        ports = emptyStorage();
        okta = Samples.connection("acme", "okta");
        ports.transactions().inTransaction(() -> ports.connections().insert(okta));
    }

    private List<GroupRoleMapping> stored() {
        return ports.mappings().list(ACME, okta.id()).orElseThrow();
    }

    @Test
    void what_the_work_returns_is_returned() {
        assertThat(ports.transactions().inTransaction(() -> "result")).isEqualTo("result");
    }

    @Test
    void what_the_work_wrote_is_there_afterwards_for_every_thread() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");
        ports.transactions().inTransaction(() -> ports.mappings().insert(mapping));

        List<List<GroupRoleMapping>> seen = Together.run(2, index -> stored());

        assertThat(seen).containsOnly(List.of(mapping));
    }

    @Test
    void an_exception_takes_back_everything_and_arrives_unchanged() {
        IllegalArgumentException reason = new IllegalArgumentException("changed my mind");

        Throwable thrown = catchThrowable(() -> ports.transactions().inTransaction(() -> {
            ports.connections().insert(Samples.connection("acme", "entra"));
            ports.mappings().insert(Samples.mapping(okta, "m1", "Admins"));
            ports.apiKeys().insert(Samples.apiKey("acme", "k1"));
            throw reason;
        }));

        assertThat(thrown).isSameAs(reason);
        assertThat(stored()).isEmpty();
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
        assertThat(ports.apiKeys().list(ACME)).isEmpty();
    }

    @Test
    void an_error_takes_back_everything_too() {
        Throwable thrown = catchThrowable(() -> ports.transactions().inTransaction(() -> {
            ports.mappings().insert(Samples.mapping(okta, "m1", "Admins"));
            throw new AssertionError("a bug");
        }));

        assertThat(thrown).isInstanceOf(AssertionError.class).hasMessage("a bug");
        assertThat(stored()).isEmpty();
    }

    @Test
    void after_an_exception_the_next_transaction_works() {
        catchThrowable(() -> ports.transactions().inTransaction(() -> {
            throw new IllegalArgumentException("changed my mind");
        }));

        ports.transactions().inTransaction(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));

        assertThat(stored()).hasSize(1);
    }

    @Test
    void a_transaction_within_a_transaction_joins_it() {
        ports.transactions().inTransaction(() -> {
            ports.transactions().inTransaction(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));
            return ports.mappings().insert(Samples.mapping(okta, "m2", "Users"));
        });

        assertThat(stored()).hasSize(2);
    }

    @Test
    void an_exception_of_the_outer_transaction_takes_back_what_the_inner_one_wrote() {
        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.transactions()
                            .inTransaction(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(stored()).isEmpty();
    }

    @Test
    void an_exception_of_the_inner_transaction_takes_back_what_the_outer_one_wrote_when_it_passes_through() {
        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.mappings().insert(Samples.mapping(okta, "m1", "Admins"));
                    return ports.transactions().inTransaction(() -> {
                        throw new IllegalArgumentException("changed my mind");
                    });
                }))
                .hasMessage("changed my mind");

        assertThat(stored()).isEmpty();
    }

    @Test
    void what_one_call_wrote_is_there_afterwards_for_every_thread() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");
        ports.transactions().forOneCall(() -> ports.mappings().insert(mapping));

        List<List<GroupRoleMapping>> seen = Together.run(2, index -> stored());

        assertThat(seen).containsOnly(List.of(mapping));
    }

    @Test
    void one_call_within_a_transaction_joins_it() {
        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.transactions()
                            .forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(stored()).isEmpty();
    }

    @Test
    void one_call_that_is_refused_takes_back_all_of_its_steps() {
        Connection sameKey = Samples.connection("globex", "okta", "acme-okta");

        ports.transactions().forOneCall(() -> ports.connections().insert(sameKey));

        assertThat(ports.connections().list(sameKey.org())).isEmpty();
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
    }

    @Test
    void an_exception_of_one_call_arrives_unchanged() {
        IllegalArgumentException reason = new IllegalArgumentException("changed my mind");

        Throwable thrown = catchThrowable(() -> ports.transactions().forOneCall(() -> {
            throw reason;
        }));

        assertThat(thrown).isSameAs(reason);
    }

    @Test
    void after_one_call_a_write_needs_a_transaction_again() {
        ports.transactions().forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));

        assertThatThrownBy(() -> ports.mappings().insert(Samples.mapping(okta, "m2", "Users")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_fault_that_the_work_swallows_never_passes_for_a_commit() {
        ports.transactions().inTransaction(() -> {
            ports.apiKeys().insert(Samples.apiKey("acme", "k1"));
            return true;
        });

        Throwable thrown = catchThrowable(() -> ports.transactions().inTransaction(() -> {
            ports.mappings().insert(Samples.mapping(okta, "m1", "Admins"));
            catchThrowable(() -> ports.apiKeys().insert(Samples.apiKey("acme", "k1")));
            return true;
        }));

        // A storage may go on after a refused statement or give the transaction up, if only it tells truly.
        assertThat(stored()).hasSize(thrown == null ? 1 : 0);
    }
}

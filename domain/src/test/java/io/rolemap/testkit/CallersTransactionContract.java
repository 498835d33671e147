package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.AlreadyMapped;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a service relies on that calls use cases inside of a transaction of its own: they take part in it, and end with
 * it. A service's test extends this class and supplies the ports and its way to begin a transaction, so that a wiring
 * in which Rolemap commits by itself is found before it is needed.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>what is written in either method of {@link io.rolemap.domain.shared.Transactions} is there when the caller has
 *     committed, and gone when the caller has rolled back;
 * <li>the caller sees it at once;
 * <li>a group that is already mapped leaves the caller's transaction usable;
 * <li>afterwards a call is a transaction of its own again.
 * </ul>
 */
public abstract class CallersTransactionContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final String COMMITTED_BY_ITSELF =
            "what is stored after the rollback; if anything, Rolemap has committed by itself: is the call inside of the"
                    + " transaction, and the storage on the data source or connection that it runs on?";

    private StoragePorts ports;
    private Connection okta;

    /** For the test that extends it. */
    protected CallersTransactionContract() {}

    /** {@return the ports as the service wires them, on a storage that is empty} Asked for once before each test. */
    protected abstract StoragePorts emptyStorage();

    /**
     * Runs {@code work} in a transaction of the service: commits when it returns, rolls back when it throws, and lets
     * the exception through unchanged.
     *
     * @param work is run once, on the calling thread
     * @param <T> what it returns
     * @return what {@code work} returned
     */
    protected abstract <T> T inCallersTransaction(Supplier<T> work);

    @BeforeEach
    final void connect() {
        ports = emptyStorage();
        okta = Samples.connection("acme", "okta");
        connect(okta);
    }

    private void connect(Connection connection) {
        ports.transactions().inTransaction(() -> ports.connections().insert(connection));
    }

    private Insertion insert(String id, String group) {
        return ports.transactions().inTransaction(() -> ports.mappings().insert(Samples.mapping(okta, id, group)));
    }

    private Insertion insertInOneCall(String id, String group) {
        return ports.transactions().forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, id, group)));
    }

    private List<GroupRoleMapping> stored() {
        return Pages.all(ports.mappings(), ACME, okta.id()).orElseThrow();
    }

    @Test
    void what_is_written_is_there_when_the_caller_has_committed() {
        Connection entra = Samples.connection("acme", "entra");

        inCallersTransaction(() -> {
            connect(entra);
            return List.of(insert("m1", "Admins"), insertInOneCall("m2", "Users"));
        });

        assertThat(stored()).hasSize(2);
        assertThat(ports.connections().list(ACME)).containsExactlyInAnyOrder(okta, entra);
    }

    @Test
    void what_is_written_in_a_transaction_goes_when_the_caller_rolls_back() {
        assertThatThrownBy(() -> inCallersTransaction(() -> {
                    insert("m1", "Admins");
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(stored()).as(COMMITTED_BY_ITSELF).isEmpty();
    }

    @Test
    void a_connection_that_is_written_goes_too() {
        assertThatThrownBy(() -> inCallersTransaction(() -> {
                    connect(Samples.connection("acme", "entra"));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(ports.connections().list(ACME)).as(COMMITTED_BY_ITSELF).containsExactly(okta);
    }

    @Test
    void what_is_written_in_one_call_goes_when_the_caller_rolls_back() {
        assertThatThrownBy(() -> inCallersTransaction(() -> {
                    insertInOneCall("m1", "Admins");
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(stored()).as(COMMITTED_BY_ITSELF).isEmpty();
    }

    @Test
    void what_is_written_is_seen_by_the_caller_at_once() {
        List<GroupRoleMapping> seen = inCallersTransaction(() -> {
            insertInOneCall("m1", "Admins");
            return stored();
        });

        assertThat(seen).containsExactly(Samples.mapping(okta, "m1", "Admins"));
    }

    @Test
    void a_group_that_is_already_mapped_leaves_the_callers_transaction_usable() {
        insert("m1", "Admins");

        inCallersTransaction(() -> {
            assertThat(insertInOneCall("m2", "Admins")).isInstanceOf(AlreadyMapped.class);
            return insertInOneCall("m3", "Users");
        });

        assertThat(stored()).hasSize(2);
    }

    @Test
    void after_the_callers_transaction_a_call_is_a_transaction_of_its_own_again() {
        inCallersTransaction(() -> insertInOneCall("m1", "Admins"));

        assertThat(insertInOneCall("m2", "Users")).isEqualTo(new Inserted());

        assertThat(Together.run(1, index -> stored())).containsExactly(stored());
        assertThat(stored()).hasSize(2);
    }
}

package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.AlreadyMapped;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.shared.OrgId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.rolemap.domain.shared.Transactions} keeps to, together with the repositories that join it. An
 * adapter's test extends this class and supplies its ports.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>what the work returns is returned, and what it wrote is there afterwards for every thread;
 * <li>other threads see nothing before the commit; readers may be let wait for it;
 * <li>an exception or error takes back everything, in all repositories, and arrives unchanged; the transaction is over
 *     for its thread, and the next one works;
 * <li>a call within a call joins it: the outer one commits or takes back both;
 * <li>a fault of the storage that the work swallows never passes for a commit: either all of the rest is stored, or the
 *     call throws and nothing is;
 * <li>one call is all or nothing, joins an open transaction, and when it is refused leaves the next one usable;
 * <li>outside of both methods a write is refused, after one call as before.
 * </ul>
 */
public abstract class TransactionsContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final Duration LONGEST_WAIT_FOR_A_READER = Duration.ofMillis(500);

    private StoragePorts ports;
    private Connection okta;

    /** For the test that extends it. */
    protected TransactionsContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract StoragePorts emptyStorage();

    @BeforeEach
    final void connect() {
        ports = emptyStorage();
        okta = Samples.connection("acme", "okta");
        ports.transactions().inTransaction(() -> ports.connections().insert(okta));
    }

    private List<GroupRoleMapping> stored() {
        return Pages.all(ports.mappings(), ACME, okta.id()).orElseThrow();
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
            throw reason;
        }));

        assertThat(thrown).isSameAs(reason);
        assertThat(stored()).isEmpty();
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
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

        assertThat(Together.run(1, index -> stored().size()))
                .as("how much another thread sees")
                .containsExactly(1);
    }

    @Test
    void after_an_exception_a_write_without_a_transaction_is_refused() {
        catchThrowable(() -> ports.transactions().inTransaction(() -> {
            throw new IllegalArgumentException("changed my mind");
        }));

        assertThatThrownBy(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")))
                .as("the transaction that has ended must not be open on the thread any more")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_not_committed_yet_no_other_thread_sees() {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Optional<List<GroupRoleMapping>> seen = ports.transactions().inTransaction(() -> {
                ports.mappings().insert(Samples.mapping(okta, "m1", "Admins"));
                return soon(other.submit(this::stored));
            });

            assertThat(seen.orElseGet(List::of)).as("read before the commit").isEmpty();
        } finally {
            other.shutdown();
        }
    }

    /** Empty when it does not come soon: a storage may let readers wait for the commit. */
    private static <T> Optional<T> soon(Future<T> answer) {
        try {
            return Optional.of(answer.get(LONGEST_WAIT_FOR_A_READER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException waits) {
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new AssertionError("The reader failed: " + fault.getCause(), fault.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", stop);
        }
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
    void a_fault_that_the_work_swallows_never_passes_for_a_commit() {
        ports.transactions().inTransaction(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));

        AtomicReference<Throwable> swallowed = new AtomicReference<>();
        Throwable thrown = catchThrowable(() -> ports.transactions().inTransaction(() -> {
            ports.mappings().insert(Samples.mapping(okta, "m2", "Users"));
            swallowed.set(catchThrowable(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Guests"))));
            return true;
        }));

        assertThat(swallowed.get())
                .as("the fault of an insert of an id that the connection has")
                .isNotNull();
        // A storage may go on after a refused call or give the transaction up, if only it tells truly.
        assertThat(stored())
                .as(thrown == null ? "it said that it committed" : "it said that it did not commit")
                .hasSize(thrown == null ? 2 : 1);
    }

    @Test
    void what_one_call_wrote_is_there_afterwards_for_every_thread() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");

        Insertion insertion =
                ports.transactions().forOneCall(() -> ports.mappings().insert(mapping));

        assertThat(insertion).isEqualTo(new Inserted());
        assertThat(Together.run(2, index -> stored())).containsOnly(List.of(mapping));
    }

    @Test
    void one_call_of_several_statements_is_all_or_nothing() {
        Connection taken =
                Samples.connection("globex", "okta", okta.providerKey().value());

        assertThat(ports.transactions().forOneCall(() -> ports.connections().insert(taken)))
                .isEqualTo(ConnectionRepository.Insertion.PROVIDER_KEY_IN_USE);

        assertThat(ports.connections().list(taken.org())).isEmpty();
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
    void a_refused_call_leaves_the_next_one_usable() {
        ports.transactions().forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));

        assertThat(ports.transactions()
                        .forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m2", "Admins"))))
                .isInstanceOf(AlreadyMapped.class);
        assertThat(ports.transactions().forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m2", "Users"))))
                .isEqualTo(new Inserted());
    }

    @Test
    void after_one_call_a_write_without_a_transaction_is_refused_as_before() {
        ports.transactions().forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins")));

        assertThatThrownBy(() -> ports.mappings().insert(Samples.mapping(okta, "m2", "Users")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stored()).hasSize(1);
    }
}

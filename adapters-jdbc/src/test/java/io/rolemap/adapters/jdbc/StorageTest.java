package io.rolemap.adapters.jdbc;

import io.rolemap.testkit.AccessPorts;
import io.rolemap.testkit.ApiKeyRepositoryContract;
import io.rolemap.testkit.CallersTransactionContract;
import io.rolemap.testkit.ConnectionRepositoryContract;
import io.rolemap.testkit.GroupRoleMappingRepositoryContract;
import io.rolemap.testkit.LookupPorts;
import io.rolemap.testkit.MappingLookupContract;
import io.rolemap.testkit.ObservationPorts;
import io.rolemap.testkit.ObservedGroupRepositoryContract;
import io.rolemap.testkit.OperatorKeyStoreContract;
import io.rolemap.testkit.RolePorts;
import io.rolemap.testkit.RoleRepositoryContract;
import io.rolemap.testkit.StoragePorts;
import io.rolemap.testkit.TransactionsContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every contract of the storage's ports, for the database that a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageTest {

    private TestDatabase database;

    /** Where an empty database is. */
    abstract String url();

    /** Whether inserts tell neighbours. */
    boolean tellsNeighbours() {
        return true;
    }

    @BeforeAll
    final void open() {
        database = TestDatabase.at(url());
    }

    @AfterAll
    final void close() {
        database.close();
    }

    @Nested
    class Mappings extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return database.emptyPorts();
        }
    }

    @Nested
    class Connections extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return database.emptyPorts();
        }
    }

    @Nested
    class Roles extends RoleRepositoryContract {
        @Override
        protected RolePorts emptyStorage() {
            return database.emptyRolePorts();
        }
    }

    @Nested
    class Lookup extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            JdbcStorage storage = database.emptyStorage();
            return new LookupPorts(storage.transactions(), storage.connections(), storage.mappings(), storage.lookup());
        }

        @Override
        protected boolean tellsNeighbours() {
            return StorageTest.this.tellsNeighbours();
        }
    }

    @Nested
    class ObservedGroups extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            JdbcStorage storage = database.emptyStorage();
            return new ObservationPorts(
                    storage.transactions(), storage.connections(), storage.mappings(), storage.observedGroups());
        }
    }

    @Nested
    class ApiKeys extends ApiKeyRepositoryContract {
        @Override
        protected AccessPorts emptyStorage() {
            return database.emptyAccessPorts();
        }
    }

    @Nested
    class OperatorKeys extends OperatorKeyStoreContract {
        @Override
        protected AccessPorts emptyStorage() {
            return database.emptyAccessPorts();
        }
    }

    @Nested
    class Boundary extends TransactionsContract {
        @Override
        protected StoragePorts emptyStorage() {
            return database.emptyPorts();
        }
    }

    /** The service's own connection. */
    @Nested
    class JoiningAConnection extends CallersTransactionContract {
        private JdbcStorage storage;

        @Override
        protected StoragePorts emptyStorage() {
            storage = database.emptyStorage();
            return TestDatabase.ports(storage);
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            try (Connection connection = database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                boolean done = false;
                try {
                    T result = storage.joining(connection, work);
                    done = true;
                    return result;
                } finally {
                    end(connection, done);
                }
            } catch (SQLException fault) {
                throw new IllegalStateException(fault);
            }
        }

        private static void end(Connection connection, boolean done) throws SQLException {
            if (done) {
                connection.commit();
            } else {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** The service uses JDBI itself. */
    @Nested
    class JoiningAHandle extends CallersTransactionContract {
        private Jdbi jdbi;

        @Override
        protected StoragePorts emptyStorage() {
            database.emptyStorage();
            jdbi = Jdbi.create(database.dataSource());
            return TestDatabase.ports(JdbcStorage.on(jdbi));
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            return jdbi.inTransaction(handle -> work.get());
        }
    }

    /** The service runs on Spring. */
    @Nested
    class JoiningSpring extends CallersTransactionContract {
        @Override
        protected StoragePorts emptyStorage() {
            database.emptyStorage();
            return TestDatabase.ports(JdbcStorage.on(new TransactionAwareDataSourceProxy(database.dataSource())));
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            return new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                    .execute(status -> work.get());
        }
    }
}

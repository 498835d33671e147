package io.rolemap.adapters.jdbc;

import io.rolemap.testkit.AccessPorts;
import io.rolemap.testkit.ApiKeyRepositoryContract;
import io.rolemap.testkit.ConnectionRepositoryContract;
import io.rolemap.testkit.GroupRoleMappingRepositoryContract;
import io.rolemap.testkit.OperatorKeyStoreContract;
import io.rolemap.testkit.StoragePorts;
import io.rolemap.testkit.TransactionsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** Every contract of the storage's ports, for the database that a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageTest {

    private TestDatabase database;

    /** Where an empty database is. */
    abstract String url();

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
}

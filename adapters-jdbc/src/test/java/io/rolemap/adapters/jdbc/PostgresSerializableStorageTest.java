package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.testkit.ApiKeyRepositoryContract;
import io.rolemap.testkit.ConnectionRepositoryContract;
import io.rolemap.testkit.GroupRoleMappingRepositoryContract;
import io.rolemap.testkit.OperatorKeyStoreContract;
import io.rolemap.testkit.StoragePorts;
import io.rolemap.testkit.TransactionsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresSerializableStorageTest {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.at(PostgresServer.shared().newDatabase("default_transaction_isolation=serializable"));
    }

    @AfterAll
    static void close() {
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
        protected StoragePorts emptyStorage() {
            return database.emptyPorts();
        }
    }

    @Nested
    class OperatorKeys extends OperatorKeyStoreContract {
        @Override
        protected StoragePorts emptyStorage() {
            return database.emptyPorts();
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

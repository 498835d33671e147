package io.rolemap.adapters.jdbc;

import io.rolemap.testkit.ApiKeyRepositoryContract;
import io.rolemap.testkit.ConnectionRepositoryContract;
import io.rolemap.testkit.GroupRoleMappingRepositoryContract;
import io.rolemap.testkit.OperatorKeyStoreContract;
import io.rolemap.testkit.StoragePorts;
import io.rolemap.testkit.TransactionsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class H2FileStorageTest {

    private static TestDatabase database;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = TestDatabase.at("jdbc:h2:file:" + folder.resolve("rolemap"));
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

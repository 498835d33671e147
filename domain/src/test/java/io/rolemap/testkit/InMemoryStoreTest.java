package io.rolemap.testkit;

import org.junit.jupiter.api.Nested;

class InMemoryStoreTest {

    @Nested
    class Mappings extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return StoragePorts.of(new InMemoryStore());
        }
    }

    @Nested
    class Connections extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return StoragePorts.of(new InMemoryStore());
        }
    }

    @Nested
    class ApiKeys extends ApiKeyRepositoryContract {
        @Override
        protected AccessPorts emptyStorage() {
            return AccessPorts.of(new InMemoryStore());
        }
    }

    @Nested
    class OperatorKeys extends OperatorKeyStoreContract {
        @Override
        protected AccessPorts emptyStorage() {
            return AccessPorts.of(new InMemoryStore());
        }
    }

    @Nested
    class Boundary extends TransactionsContract {
        @Override
        protected StoragePorts emptyStorage() {
            return StoragePorts.of(new InMemoryStore());
        }
    }
}

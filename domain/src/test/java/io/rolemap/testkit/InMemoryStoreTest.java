package io.rolemap.testkit;

import java.util.function.Supplier;
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
    class Roles extends RoleRepositoryContract {
        @Override
        protected RolePorts emptyStorage() {
            return RolePorts.of(new InMemoryStore());
        }
    }

    @Nested
    class Lookup extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return LookupPorts.of(new InMemoryStore());
        }
    }

    @Nested
    class ObservedGroups extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            return ObservationPorts.of(new InMemoryStore());
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

    @Nested
    class CallersBoundary extends CallersTransactionContract {
        private final InMemoryStore store = new InMemoryStore();

        @Override
        protected StoragePorts emptyStorage() {
            return StoragePorts.of(store);
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            return store.transactions().inTransaction(work);
        }
    }
}

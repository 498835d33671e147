package com.example.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.Connection;
import io.rolemap.testkit.ConnectionRepositoryContract;
import io.rolemap.testkit.GroupRoleMappingRepositoryContract;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.StoragePorts;
import io.rolemap.testkit.TransactionsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    @TempDir
    private Path folder;

    private StoragePorts ports() {
        FileStore store = new FileStore(folder.resolve("rolemap.data"));
        return new StoragePorts(store.transactions(), store.connections(), store.mappings());
    }

    @Nested
    class Mappings extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return ports();
        }
    }

    @Nested
    class Connections extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return ports();
        }
    }

    @Nested
    class Boundary extends TransactionsContract {
        @Override
        protected StoragePorts emptyStorage() {
            return ports();
        }
    }

    @Test
    void what_was_stored_is_there_for_the_next_process() {
        Connection okta = Samples.connection("acme", "okta");
        StoragePorts before = ports();
        before.transactions().inTransaction(() -> before.connections().insert(okta));

        assertThat(ports().connections().list(okta.org())).containsExactly(okta);
    }
}

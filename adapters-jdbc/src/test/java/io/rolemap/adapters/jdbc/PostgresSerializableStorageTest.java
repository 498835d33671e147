package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.testing.PostgresServer;

class PostgresSerializableStorageTest extends StorageTest {

    @Override
    String url() {
        return PostgresServer.shared().newDatabase("default_transaction_isolation=serializable");
    }

    @Override
    boolean tellsNeighbours() {
        return false;
    }
}

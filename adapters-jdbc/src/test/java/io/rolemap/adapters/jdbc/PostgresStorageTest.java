package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.testing.PostgresServer;

class PostgresStorageTest extends StorageTest {

    @Override
    String url() {
        return PostgresServer.shared().newDatabase();
    }
}

package io.rolemap.adapters.jdbc;

class H2MemoryStorageTest extends StorageTest {

    @Override
    String url() {
        return "jdbc:h2:mem:";
    }
}

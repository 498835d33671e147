package io.rolemap.adapters.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2FileStorageTest extends StorageTest {

    @TempDir
    static Path folder;

    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("rolemap");
    }
}

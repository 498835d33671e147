package com.example.orders;

import io.rolemap.architecture.HexagonalRules;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> architecture() {
        return HexagonalRules.forBasePackage("com.example.orders")
                .withAdapters("http", "jdbc")
                .frozenIn(Path.of("src/test/frozen"))
                .tests();
    }
}

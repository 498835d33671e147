package com.example.orders;

import io.rolemap.architecture.HexagonalRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> architecture() {
        return HexagonalRules.forBasePackage("com.example.orders")
                .domainIn("model")
                .applicationIn("usecases")
                .adaptersIn("infrastructure")
                .withAdapters("in.web", "out.db")
                .bootstrapIn("app")
                .technologyOf("in.web", "com.sun.net.httpserver..")
                .technologyOf("out.db", "java.sql..", "javax.sql..")
                .bootstrapMayUse("com.sun.net.httpserver", "javax.sql")
                .tests();
    }
}

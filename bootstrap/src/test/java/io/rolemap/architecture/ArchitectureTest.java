package io.rolemap.architecture;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rolemap's own architecture. Whoever adds a public type, a library or a package of the JDK says so here. */
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rolemap_keeps_the_rules_of_its_hexagon() {
        return HexagonalRules.forBasePackage("io.rolemap")
                .withAdapters("http", "jdbc")
                .domainUses(
                        "java.lang",
                        "java.math",
                        "java.nio.charset",
                        "java.security",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.random",
                        "java.util.regex",
                        "java.util.stream",
                        "java.util.zip")
                .applicationUses(
                        "java.lang",
                        "java.security",
                        "java.time",
                        "java.time.temporal",
                        "java.util",
                        "java.util.function",
                        "java.util.random",
                        "java.util.stream")
                .technologyOf(
                        "http", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "com.fasterxml.jackson..")
                .technologyOf(
                        "jdbc",
                        "org.jdbi..",
                        "java.sql..",
                        "javax.sql..",
                        "com.zaxxer.hikari..",
                        "org.flywaydb..",
                        "org.h2..",
                        "org.postgresql..",
                        "com.github.benmanes.caffeine..")
                .publicTypes(DOMAIN)
                .publicTypes(APPLICATION)
                .publicTypes(HTTP)
                .publicTypes(JDBC)
                .publicTypes(BOOTSTRAP)
                .ambientDefaultsIn("application.Rolemap")
                .commandLineIn("bootstrap.Main")
                .tests();
    }

    private static final String[] DOMAIN = {};
    private static final String[] APPLICATION = {};
    private static final String[] HTTP = {};
    private static final String[] JDBC = {};
    private static final String[] BOOTSTRAP = {};
}

package io.rolemap.architecture;

import io.rolemap.publishing.PublicApi;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Rolemap's own architecture. Whoever adds a library, a package of the JDK or a type that is public for its own layer says so
 * here; what others may rely on is listed as the public API.
 */
class ArchitectureTest {

    private static final String THESE_RULES = "architecture";

    /** Whoever embeds Rolemap calls these, and need not bring a clock or a source of randomness. */
    private static final String[] FACTORIES_WITH_DOCUMENTED_DEFAULTS = {
        "application.Rolemap", "adapters.http.RolemapHttp", "adapters.jdbc.JdbcStorage"
    };

    private static final String[] WHAT_A_JVM_STARTS = {
        "bootstrap.JavaUtilLogging", "bootstrap.Logging", "bootstrap.Main"
    };

    private static final String[] PUBLIC_BECAUSE_FEATURES_ARE_PACKAGES = {
        "bootstrap.client.ClientCommands",
        "domain.shared.Require",
        "application.access.AccessServices",
        "application.connection.ConnectionServices",
        "application.mapping.MappingServices",
        "application.mapping.WholeSets",
        "application.observation.ObservationServices",
        "application.resolution.ResolutionServices",
        "application.role.RoleServices",
        "application.shared.Attempts",
        "application.shared.KnownRoles",
        "application.shared.Now",
        "application.shared.UuidVersion7",
        "adapters.http.access.ApiKeyRoutes",
        "adapters.http.connection.ConnectionRoutes",
        "adapters.http.mapping.MappingRoutes",
        "adapters.http.mapping.WantedMappingsJson",
        "adapters.http.observation.ObservedGroupRoutes",
        "adapters.http.resolution.ResolutionRoutes",
        "adapters.http.role.RoleRoutes",
        "adapters.http.shared.edge.Answer",
        "adapters.http.shared.edge.Authentication",
        "adapters.http.shared.edge.BearerToken",
        "adapters.http.shared.edge.Call",
        "adapters.http.shared.edge.Edge",
        "adapters.http.shared.edge.EntityTag",
        "adapters.http.shared.edge.Following",
        "adapters.http.shared.edge.IfMatch",
        "adapters.http.shared.edge.Limits",
        "adapters.http.shared.edge.PageToken",
        "adapters.http.shared.edge.Query",
        "adapters.http.shared.edge.Route",
        "adapters.http.shared.json.InvalidBodyException",
        "adapters.http.shared.json.Json",
        "adapters.http.shared.json.JsonStream",
        "adapters.http.shared.json.JsonValue",
        "adapters.http.shared.json.JsonWriter",
        "adapters.http.shared.json.MalformedJsonException",
        "adapters.http.shared.json.Members",
        "adapters.http.shared.json.StrictJson",
        "adapters.http.shared.json.Values",
        "adapters.http.shared.problem.Occurrences",
        "adapters.http.shared.problem.Problem",
        "adapters.http.shared.problem.ProblemException",
        "adapters.http.shared.problem.ProblemType",
        "adapters.jdbc.access.JdbcApiKeyRepository",
        "adapters.jdbc.access.JdbcOperatorKeyStore",
        "adapters.jdbc.connection.ConnectionRows",
        "adapters.jdbc.connection.JdbcConnectionRepository",
        "adapters.jdbc.mapping.GroupDigests",
        "adapters.jdbc.mapping.JdbcGroupRoleMappingRepository",
        "adapters.jdbc.observation.JdbcObservedGroupRepository",
        "adapters.jdbc.resolution.JdbcMappingLookup",
        "adapters.jdbc.role.JdbcRoleRepository",
        "adapters.jdbc.shared.AdvisoryLocks",
        "adapters.jdbc.shared.Dialect",
        "adapters.jdbc.shared.Faults",
        "adapters.jdbc.shared.GroupCommit",
        "adapters.jdbc.shared.PreparedSql",
        "adapters.jdbc.shared.RoleLocks",
        "adapters.jdbc.shared.Sessions",
        "adapters.jdbc.shared.StatementFailedException"
    };

    private static final String SPEAKS_JSON_AS_A_CLIENT =
            "It asks a server by HTTP like any other client, which is no business of the adapter that serves: the JSON of a"
                    + " client is here, and Jackson is on the class path already.";

    @TestFactory
    Stream<DynamicTest> rolemap_keeps_the_rules_of_its_hexagon() {
        return HexagonalRules.forBasePackage("io.rolemap")
                .withAdapters("http", "jdbc")
                .leavingOut(THESE_RULES)
                .domainUsesOnly(
                        "java.io",
                        "java.lang",
                        "java.math",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.text",
                        "java.time",
                        "java.time.temporal",
                        "java.util",
                        "java.util.function",
                        "java.util.random",
                        "java.util.regex",
                        "java.util.stream",
                        "java.util.zip")
                .applicationUsesOnly(
                        "java.lang",
                        "java.nio",
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
                .publicTypes(PublicApi.listedTypes("domain", "application", "adapters"))
                .publicTypes(WHAT_A_JVM_STARTS)
                .publicWithinTheirLayer(PUBLIC_BECAUSE_FEATURES_ARE_PACKAGES)
                .ambientDefaultsIn(FACTORIES_WITH_DOCUMENTED_DEFAULTS)
                .except("technology-stays-in-its-adapter", "bootstrap.client.Json", SPEAKS_JSON_AS_A_CLIENT)
                .except("technology-stays-in-its-adapter", "bootstrap.client.JsonTokens", SPEAKS_JSON_AS_A_CLIENT)
                .commandLineIn("bootstrap.Main")
                .tests();
    }
}

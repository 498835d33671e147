package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Faults;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** The only class that knows Flyway, whose mere loading would be felt at every start. */
final class Migrations {

    static final String LOCATION = "classpath:db/rolemap/migration";

    private Migrations() {}

    static void run(DataSource database, Dialect dialect) {
        try {
            Flyway flyway = flyway(database, dialect);
            if (Arrays.stream(flyway.info().all()).anyMatch(Migrations::isFailed)) {
                // Only where DDL is not transactional. Every statement can be run twice, so it starts over.
                flyway.repair();
            }
            flyway.migrate();
        } catch (FlywayException fault) {
            RuntimeException meaning = Faults.translate(fault);
            throw meaning instanceof StorageUnavailableException
                    ? meaning
                    : new UnsupportedDatabaseException(
                            "The tables can't be brought up to date. " + fault.getMessage(), meaning);
        }
    }

    private static Flyway flyway(DataSource database, Dialect dialect) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(PatientConnections.of(database))
                .locations(LOCATION)
                .table(Schema.HISTORY_TABLE)
                .placeholders(Map.of(
                        "text", dialect.choose("character varying", "text collate \"C\""),
                        "sha256", dialect.choose("binary(32)", "bytea"),
                        // H2 has no partial indexes, and takes the right one all the same.
                        "for_pages", dialect.choose("", "where external_group <> ''")))
                // Other tables may be there before ours; ours are made from the first version on all the same.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .loggers("slf4j")
                .load();
    }

    private static boolean isFailed(MigrationInfo migration) {
        MigrationState state = migration.getState();
        return state == MigrationState.FAILED || state == MigrationState.FUTURE_FAILED;
    }
}

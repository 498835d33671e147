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
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/** The only class that knows Flyway, whose mere loading would be felt at every start. */
final class Migrations {

    static final String LOCATION = "classpath:db/rolemap/migration";

    private Migrations() {}

    static void run(DataSource database, Dialect dialect) {
        try {
            Flyway flyway = flyway(database, dialect);
            if (Arrays.stream(flyway.info().all()).anyMatch(Migrations::isFailed)) {
                // Only of migrations that are no transaction. Every statement can be run twice, so it starts over.
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
                        "digest", dialect.choose("binary varying(16)", "bytea"),
                        // H2 has no partial indexes, and takes the right one all the same; nor can an index of its
                        // carry more than its key.
                        "for_pages", dialect.choose("", "where external_group <> ''"),
                        "for_skeletons", dialect.choose("", "where group_skeleton is not null"),
                        "for_paths", dialect.choose("", "where last_segment is not null"),
                        "not_of_primary_key", dialect.choose("", "collate \"POSIX\""),
                        "with_answer", dialect.choose("", "include (id, role_id)")))
                .javaMigrations(new FillGroupSkeletons(dialect))
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

    /** The migration between those that make the columns and the indexes on them. */
    private record FillGroupSkeletons(Dialect dialect) implements JavaMigration {

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("4");
        }

        @Override
        public String getDescription() {
            return "fill group skeletons";
        }

        /** Of no text: how it does what it does may change. */
        @Override
        public Integer getChecksum() {
            return 1;
        }

        /** A single transaction would hold all mappings. */
        @Override
        public boolean canExecuteInTransaction() {
            return false;
        }

        @Override
        public void migrate(Context context) {
            new GroupSkeletons(dialect).fill(context.getConnection());
        }
    }
}

package io.rolemap.adapters.jdbc.shared;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * One statement with named parameters, {@code :name}, for the few that are run so often that what JDBI does anew for each
 * run would cost more than the run. Immutable; safe for use by many threads.
 */
public final class PreparedSql {

    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z][a-z0-9_]*)");

    private final String sql;
    private final Map<String, List<Integer>> positions = new HashMap<>();

    private PreparedSql(String named) {
        StringBuilder positional = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(named);
        for (int position = 1; parameter.find(); position++) {
            positions
                    .computeIfAbsent(parameter.group(1), name -> new ArrayList<>())
                    .add(position);
            parameter.appendReplacement(positional, "?");
        }
        this.sql = parameter.appendTail(positional).toString();
    }

    /** The statement of this text, which has no literals that hold a colon. */
    public static PreparedSql of(String sql) {
        return new PreparedSql(sql);
    }

    /**
     * Runs it on this handle's connection, once for each binder; several runs are one batch of the driver's. Returns how
     * many rows each run changed.
     */
    public int[] update(Handle handle, List<Binder> runs) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            if (runs.size() == 1) {
                runs.get(0).bind(new Parameters(statement));
                return new int[] {statement.executeUpdate()};
            }
            for (Binder run : runs) {
                run.bind(new Parameters(statement));
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException fault) {
            throw new UnableToExecuteStatementException("A prepared statement failed", fault, null);
        }
    }

    /** Gives the parameters their values. */
    @FunctionalInterface
    public interface Binder {

        /** Gives every parameter its value. */
        void bind(Parameters parameters) throws SQLException;
    }

    /** The parameters of one run. */
    public final class Parameters {

        private final PreparedStatement statement;

        private Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        /** Binds a text. */
        public Parameters text(String name, String value) throws SQLException {
            for (int position : positions(name)) {
                statement.setString(position, value);
            }
            return this;
        }

        /** Binds a whole number. */
        public Parameters number(String name, long value) throws SQLException {
            for (int position : positions(name)) {
                statement.setLong(position, value);
            }
            return this;
        }

        /** Binds bytes. */
        public Parameters bytes(String name, byte[] value) throws SQLException {
            for (int position : positions(name)) {
                statement.setBytes(position, value);
            }
            return this;
        }

        private List<Integer> positions(String name) {
            List<Integer> found = positions.get(name);
            if (found == null) {
                throw new IllegalArgumentException("The statement has no parameter " + name);
            }
            return found;
        }
    }
}

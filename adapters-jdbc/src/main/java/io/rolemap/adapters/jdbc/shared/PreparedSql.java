package io.rolemap.adapters.jdbc.shared;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * One statement with named parameters, {@code :name}, for the few where what JDBI does would cost more than the run:
 * those that are run most often, and those of a start, which would wait for JDBI's classes. Immutable; safe for use by
 * many threads.
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

    /**
     * {@return the statement of this text}
     *
     * @param sql with parameters as {@code :name}, and without literals that hold a colon
     */
    public static PreparedSql of(String sql) {
        return new PreparedSql(sql);
    }

    /**
     * Runs it on this handle's connection.
     *
     * @param handle of the transaction, if there is one
     * @param binder gives the parameters their values
     * @return how many rows it changed
     * @throws UnableToExecuteStatementException when the database refuses it
     */
    public int update(Handle handle, Binder binder) {
        return run(handle, binder, PreparedStatement::executeUpdate);
    }

    /**
     * Runs it on this handle's connection, and reads the rows that it returns.
     *
     * @param <T> what is read from a row
     * @param handle of the transaction, if there is one
     * @param binder gives the parameters their values
     * @param reader reads one row
     * @return what was read from each of the rows, in their order
     * @throws UnableToExecuteStatementException when the database refuses it
     */
    public <T> List<T> list(Handle handle, Binder binder, RowReader<T> reader) {
        return run(handle, binder, statement -> {
            List<T> read = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        });
    }

    /**
     * Runs it once for each of these items, all in one batch.
     *
     * @param <I> what the parameters are taken from
     * @param handle of the transaction
     * @param items at least one
     * @param binder gives the parameters their values for one item
     * @return how many rows all runs changed together
     * @throws UnableToExecuteStatementException when the database refuses one of the runs
     */
    public <I> int updateEach(Handle handle, List<I> items, ItemBinder<I> binder) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            Parameters parameters = new Parameters(statement);
            for (I item : items) {
                binder.bind(parameters, item);
                statement.addBatch();
            }
            return Arrays.stream(statement.executeBatch()).sum();
        } catch (SQLException fault) {
            throw new UnableToExecuteStatementException("A batch of prepared statements failed", fault, null);
        }
    }

    private <T> T run(Handle handle, Binder binder, Execution<T> execution) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            binder.bind(new Parameters(statement));
            return execution.execute(statement);
        } catch (SQLException fault) {
            throw new UnableToExecuteStatementException("A prepared statement failed", fault, null);
        }
    }

    private interface Execution<T> {
        T execute(PreparedStatement bound) throws SQLException;
    }

    /** Gives the parameters their values. */
    @FunctionalInterface
    public interface Binder {

        /**
         * Gives every parameter its value.
         *
         * @param parameters of this run
         * @throws SQLException of the driver
         */
        void bind(Parameters parameters) throws SQLException;
    }

    /**
     * Gives the parameters the values of an item.
     *
     * @param <I> what the parameters are taken from
     */
    @FunctionalInterface
    public interface ItemBinder<I> {

        /**
         * Gives every parameter its value.
         *
         * @param parameters of this run
         * @param item whose values they are
         * @throws SQLException of the driver
         */
        void bind(Parameters parameters, I item) throws SQLException;
    }

    /**
     * Reads the row that the result is at.
     *
     * @param <T> what is read from it
     */
    @FunctionalInterface
    public interface RowReader<T> {

        /**
         * {@return what stands in the row} Moves on to no other.
         *
         * @param row the result, at the row to read
         * @throws SQLException of the driver
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The parameters of one run. For one thread. A name that the statement has not is refused with an
     * {@link IllegalArgumentException}.
     */
    public final class Parameters {

        private final PreparedStatement statement;

        private Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        /**
         * Binds a text.
         *
         * @param name of the parameter
         * @param value what it is to be
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters text(String name, String value) throws SQLException {
            for (int position : positions(name)) {
                statement.setString(position, value);
            }
            return this;
        }

        /**
         * Binds a whole number.
         *
         * @param name of the parameter
         * @param value what it is to be
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters number(String name, long value) throws SQLException {
            for (int position : positions(name)) {
                statement.setLong(position, value);
            }
            return this;
        }

        /**
         * Binds bytes.
         *
         * @param name of the parameter
         * @param value what it is to be
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters bytes(String name, byte[] value) throws SQLException {
            return bytes(name, Optional.of(value));
        }

        /**
         * Binds bytes, or SQL's null where there are none.
         *
         * @param name of the parameter
         * @param value what it is to be
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters bytes(String name, Optional<byte[]> value) throws SQLException {
            for (int position : positions(name)) {
                statement.setBytes(position, value.orElse(null));
            }
            return this;
        }

        /**
         * Binds an array of texts.
         *
         * @param name of the parameter
         * @param values its elements, in their order
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters texts(String name, List<String> values) throws SQLException {
            return array(name, "text", values.toArray(String[]::new));
        }

        /**
         * Binds an array of whole numbers.
         *
         * @param name of the parameter
         * @param values its elements, in their order
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters numbers(String name, List<Long> values) throws SQLException {
            return array(name, "bigint", values.toArray(Long[]::new));
        }

        /**
         * Binds an array of byte strings.
         *
         * @param name of the parameter
         * @param values its elements, in their order
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters byteStrings(String name, List<byte[]> values) throws SQLException {
            return array(name, "bytea", values.toArray(byte[][]::new));
        }

        /**
         * Binds an array of byte strings, with SQL's null where there is none.
         *
         * @param name of the parameter
         * @param values its elements, in their order
         * @return these parameters
         * @throws SQLException of the driver
         */
        public Parameters optionalByteStrings(String name, List<Optional<byte[]>> values) throws SQLException {
            return array(
                    name,
                    "bytea",
                    values.stream().map(value -> value.orElse(null)).toArray(byte[][]::new));
        }

        /** PostgreSQL's driver writes an {@code Object[]} as text, and one of a type it knows in its binary form. */
        private Parameters array(String name, String type, Object[] elements) throws SQLException {
            Array array = statement.getConnection().createArrayOf(type, elements);
            for (int position : positions(name)) {
                statement.setArray(position, array);
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

package io.rolemap.adapters.jdbc.shared;

/** The database engines whose SQL this adapter speaks. Engines that speak PostgreSQL's protocol count as PostgreSQL. */
public enum Dialect {
    /** H2, in its PostgreSQL mode. */
    H2,
    /** PostgreSQL. */
    POSTGRESQL;

    /**
     * {@return the one of two texts that this dialect needs} For the few statements that differ.
     *
     * @param onH2 the text for H2
     * @param onPostgresql the text for PostgreSQL
     */
    public String choose(String onH2, String onPostgresql) {
        return this == H2 ? onH2 : onPostgresql;
    }

    /**
     * {@return a statement for PostgreSQL as this dialect has it} On PostgreSQL the connection of a mapping, or
     * the organisation too, is compared under another name of its collation where the mapping is to be found by a key that
     * is not the primary one; H2 knows no such names, and takes the right key.
     *
     * @param onPostgresql the statement
     */
    public String sql(String onPostgresql) {
        return choose(onPostgresql.replace(" collate \"POSIX\"", ""), onPostgresql);
    }
}

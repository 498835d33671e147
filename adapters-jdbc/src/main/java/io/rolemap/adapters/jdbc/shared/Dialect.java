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
}

package io.rolemap.adapters.jdbc.shared;

/** The database engines whose SQL this adapter speaks. Engines that speak PostgreSQL's protocol count as PostgreSQL. */
public enum Dialect {
    /** H2, in its PostgreSQL mode. */
    H2,
    /** PostgreSQL. */
    POSTGRESQL;

    /** The one of two texts that this dialect needs, for the few statements that differ. */
    public String choose(String onH2, String onPostgresql) {
        return this == H2 ? onH2 : onPostgresql;
    }
}

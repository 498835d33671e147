package io.rolemap.benchmark;

/**
 * Organisations with equally many connections each, and the groups that people come with through each of these:
 * {@value #GROUPS} in all, the first {@value #MAPPED} of which are mapped, each to a role of its own. Connections of one
 * organisation have no group in common; organisations are all alike.
 *
 * @param organisations how many
 * @param connectionsEach how many each organisation has
 */
record Population(int organisations, int connectionsEach) {

    /** Groups of one connection. */
    static final int GROUPS = 1_000;

    /** Those of them that the connection maps. */
    static final int MAPPED = 100;

    int connections() {
        return organisations * connectionsEach;
    }

    long mappings() {
        return (long) connections() * MAPPED;
    }

    /** The number that tells a group from all others of its organisation. */
    static long group(int connection, int group) {
        return (long) connection * GROUPS + group;
    }

    /** Where an organisation is. */
    static String organisation(int organisation) {
        return "/orgs/org-" + Workload.digits(organisation);
    }

    /** Where the connections of an organisation are. */
    static String connectionsOf(int organisation) {
        return organisation(organisation) + "/identity-providers";
    }

    static String connection(int connection) {
        return "connection-" + Workload.digits(connection);
    }

    /** What the connection of this organisation is called by its provider; no other organisation may have the same. */
    static String providerKey(int organisation, int connection) {
        return connection(connection) + "-" + Workload.digits(organisation);
    }
}

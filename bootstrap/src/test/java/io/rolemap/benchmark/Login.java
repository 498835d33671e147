package io.rolemap.benchmark;

/** How somebody's roles are asked for. */
enum Login {
    GROUPS("by groups", ofConnection(), "?explain=false", "{\"groups\":[", "]}", false),
    EXPLAINED("by groups, explained", ofConnection(), "", "{\"groups\":[", "]}", true),
    CLAIMS(
            "by claims",
            ofConnection(),
            "?explain=false",
            "{\"claims\":{\"iss\":\"https://idp.example.com/oauth2/default\",\"sub\":\"00u1f0a2b3c4d5e6f7g8\","
                    + "\"aud\":\"0oa1b2c3d4e5f6g7h8i9\",\"iat\":1796083200,\"exp\":1796086800,\"amr\":[\"pwd\",\"mfa\"],"
                    + "\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\",\"email_verified\":true,\"groups\":[",
            "],\"locale\":\"en-GB\"}}",
            false),
    PROVIDER_KEY(
            "by provider key",
            Population.organisation(0),
            "?explain=false",
            "{\"provider_key\":\"" + Population.providerKey(0, 0) + "\",\"groups\":[",
            "]}",
            false);

    private final String label;
    private final String place;
    private final String query;
    private final String before;
    private final String after;
    private final boolean explained;

    Login(String label, String place, String query, String before, String after, boolean explained) {
        this.label = label;
        this.place = place;
        this.query = query;
        this.before = before;
        this.after = after;
        this.explained = explained;
    }

    String label() {
        return label;
    }

    /** Where roles are asked for: of the first connection, or of the first organisation. */
    String path() {
        return place + "/resolve-roles" + query;
    }

    /** The body that has these groups, a JSON string each with commas between them. */
    String body(String groups) {
        return before + groups + after;
    }

    boolean isExplained() {
        return explained;
    }

    private static String ofConnection() {
        return Population.connectionsOf(0) + "/" + Population.connection(0);
    }
}

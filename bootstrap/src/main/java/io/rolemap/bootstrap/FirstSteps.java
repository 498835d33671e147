package io.rolemap.bootstrap;

import java.util.List;

/** What somebody who starts the server for the first time is told. */
final class FirstSteps {

    private static final String ORGANISATION = "acme";
    private static final String CONNECTION = "acme-okta";

    private FirstSteps() {}

    /** The key, and how to use it: printed once, on the start that made the key. */
    static String withNewKey(Address address, String operatorKey) {
        return String.join(
                System.lineSeparator(),
                "",
                "This database is new, so an operator key was made for it. It is shown this once and only its digest is"
                        + " stored:",
                "",
                "    " + operatorKey,
                "",
                "Paste these lines into a shell to make a connection, map a group to a role, and list the mappings:",
                "",
                String.join(System.lineSeparator(), commands(address, operatorKey)),
                "");
    }

    /**
     * Three commands, one a line. The first chooses the id of its connection, so that the others can name it before it
     * exists and all three can be pasted at once.
     */
    static List<String> commands(Address address, String operatorKey) {
        String connections = address.localUrl() + "/orgs/" + ORGANISATION + "/identity-providers";
        String mappings = connections + "/" + CONNECTION + "/group-mappings";
        return List.of(
                post(
                        connections,
                        operatorKey,
                        "{\"id\": \"" + CONNECTION + "\", \"provider_key\": \"" + CONNECTION + "\"}"),
                post(mappings, operatorKey, "{\"external_group\": \"Engineering\", \"role_id\": 2227}"),
                get(mappings, operatorKey));
    }

    private static String post(String url, String operatorKey, String json) {
        return get(url, operatorKey) + " -H 'Content-Type: application/json' -d '" + json + "'";
    }

    /** Everything in single quotes, in which a POSIX shell leaves all characters alone; {@code -w} ends the line. */
    private static String get(String url, String operatorKey) {
        return "curl -sS -w '\\n' '" + url + "' -H 'Authorization: Bearer " + operatorKey + "'";
    }
}

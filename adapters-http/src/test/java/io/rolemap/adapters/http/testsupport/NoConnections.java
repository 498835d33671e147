package io.rolemap.adapters.http.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;

/** Connections that an organisation doesn't have. */
public final class NoConnections {

    /** Nobody's, another organisation's if that has one with this id, those of no form, and those of no organisation. */
    public static final List<String> PATHS = List.of(
            "/orgs/acme/identity-providers/nope",
            "/orgs/acme/identity-providers/theirs",
            "/orgs/acme/identity-providers/a%20b",
            "/orgs/acme/identity-providers/" + "x".repeat(129),
            "/orgs/nobody/identity-providers/okta",
            "/orgs/a%20b/identity-providers/okta");

    private NoConnections() {}

    /**
     * Fails unless all of them are not found, in the same words.
     *
     * @param ask is given the path of the connection
     */
    public static void cannotBeToldApart(Function<String, Answer> ask) {
        assertThat(PATHS.stream().map(ask).map(Answer::withoutInstance).distinct())
                .singleElement()
                .asString()
                .contains("404", "/problems/connection-not-found");
    }
}

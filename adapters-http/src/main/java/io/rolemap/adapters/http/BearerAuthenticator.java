package io.rolemap.adapters.http;

import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.edge.BearerToken;
import io.rolemap.domain.access.Actor;
import java.util.Optional;
import java.util.function.Function;

/** Knows callers by what they send as a bearer token. */
final class BearerAuthenticator implements Authenticator {

    private final Function<String, Optional<Actor>> byToken;

    BearerAuthenticator(Function<String, Optional<Actor>> byToken) {
        this.byToken = byToken;
    }

    @Override
    public Optional<Actor> authenticate(Context request) {
        return BearerToken.of(request).token().flatMap(byToken);
    }

    @Override
    public String challenge(Context request) {
        return BearerToken.of(request).challenge();
    }
}

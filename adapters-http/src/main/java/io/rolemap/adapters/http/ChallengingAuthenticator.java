package io.rolemap.adapters.http;

import io.javalin.http.Context;
import io.rolemap.domain.access.Actor;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Knows callers by whatever an embedding service knows them by, and asks all others for the same. */
final class ChallengingAuthenticator implements Authenticator {

    private static final Pattern CHALLENGE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+( [!-~][ -~]*)?");

    private final String challenge;
    private final Function<Context, Optional<Actor>> callers;

    ChallengingAuthenticator(String challenge, Function<Context, Optional<Actor>> callers) {
        if (!CHALLENGE.matcher(challenge).matches()) {
            throw new IllegalArgumentException("A challenge is the name of a scheme, and then perhaps a space and its"
                    + " parameters, such as 'Session realm=\"portal\"'; '" + challenge + "' is not.");
        }
        this.challenge = challenge;
        this.callers = callers;
    }

    @Override
    public Optional<Actor> authenticate(Context request) {
        return callers.apply(request);
    }

    @Override
    public String challenge(Context request) {
        return challenge;
    }
}

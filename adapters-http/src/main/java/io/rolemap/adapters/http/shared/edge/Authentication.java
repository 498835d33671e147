package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.access.Actor;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How callers are known, and what the others are told.
 *
 * @param callers finds who sent a request; empty for nobody
 * @param challenge what a request that nobody is known to have sent is asked for: the value of {@code WWW-Authenticate}
 * @param byApiKey whether callers are known by Rolemap's own API keys, so that they can be told in words what is missing
 */
public record Authentication(
        Function<Context, Optional<Actor>> callers, Function<Context, String> challenge, boolean byApiKey) {

    /**
     * @throws ProblemException when nobody is known to have sent the request
     * @throws IllegalStateException when whoever was to find that out has answered the request
     */
    Actor callerOf(Context ctx) {
        Optional<Actor> caller = Objects.requireNonNull(
                callers.apply(ctx), "The authenticator returned null; nobody is Optional.empty()");
        if (ctx.res().isCommitted()) {
            // Whatever would be done now, the client would not learn of it.
            throw new IllegalStateException("The authenticator has answered the request, and must not");
        }
        return caller.orElseThrow(() -> unknown(ctx));
    }

    /**
     * What is to be told of a failure: that credentials are not enough belongs into the language of their scheme, if it has
     * a word for it (RFC 6750, section 3.1).
     */
    Throwable told(Context ctx, Throwable failure) {
        if (!(failure instanceof ProblemException refusal) || refusal.problem().type() != ProblemType.FORBIDDEN) {
            return failure;
        }
        try {
            String asked = challengeFor(ctx);
            return BearerToken.isChallenge(asked)
                    ? new ProblemException(
                            refusal.problem().withHeader(BearerToken.CHALLENGE_FIELD, BearerToken.insufficient(asked)))
                    : refusal;
        } catch (RuntimeException fault) {
            return fault;
        }
    }

    private ProblemException unknown(Context ctx) {
        String asked = challengeFor(ctx);
        return new ProblemException(
                Problem.of(ProblemType.UNAUTHENTICATED, inWords(asked)).withHeader(BearerToken.CHALLENGE_FIELD, asked));
    }

    private String challengeFor(Context ctx) {
        return Objects.requireNonNull(challenge.apply(ctx), "The authenticator's challenge is null");
    }

    private String inWords(String asked) {
        if (!byApiKey) {
            return "Nobody is known to have sent the request; 'WWW-Authenticate' says what it needs.";
        }
        return asked.equals(BearerToken.INVALID)
                ? "The API key is not valid."
                : "The request needs an API key: 'Authorization: Bearer <API key>'.";
    }
}

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
 */
public record Authentication(Function<Context, Optional<Actor>> callers, Function<Context, String> challenge) {

    /** @throws ProblemException when nobody is known to have sent the request */
    Actor callerOf(Context ctx) {
        Optional<Actor> caller = Objects.requireNonNull(
                callers.apply(ctx), "The authenticator returned null; nobody is Optional.empty()");
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
            return BearerToken.isChallenge(challengeFor(ctx))
                    ? new ProblemException(
                            refusal.problem().withHeader(BearerToken.CHALLENGE_FIELD, BearerToken.INSUFFICIENT))
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

    private static String inWords(String asked) {
        return switch (asked) {
            case BearerToken.CHALLENGE -> "The request needs an API key: 'Authorization: Bearer <API key>'.";
            case BearerToken.INVALID -> "The API key is not valid.";
            default -> "Nobody is known to have sent the request; 'WWW-Authenticate' says what it needs.";
        };
    }
}

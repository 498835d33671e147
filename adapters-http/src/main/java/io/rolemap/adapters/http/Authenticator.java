package io.rolemap.adapters.http;

import io.javalin.http.Context;
import io.rolemap.domain.access.Actor;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out who sent a request. For services whose callers present something else than Rolemap's API keys: tokens of their
 * own, a session, a client certificate, or whatever a before-handler has found out already.
 *
 * <pre>{@code
 * Authenticator tokens = Authenticator.bearer(token -> myTokens.find(token).map(user -> Actor.named(user.id())));
 *
 * Authenticator session = Authenticator.challenging(
 *         "Session realm=\"portal\"",
 *         request -> Optional.ofNullable(request.<String>attribute("user")).map(Actor::named));
 * }</pre>
 *
 * <p>An authenticator looks at a request and leaves it as it is. It is asked before the body is read, and must not read it:
 * {@code body()}, {@code bodyAsClass}, {@code formParam} and the like would take it away from Rolemap, which answers such a
 * request with a problem of type {@code /problems/internal} (500) and says in the log why.
 *
 * <p>Nor does it touch the response. Status, content, {@code result} and {@code Content-Type} are overwritten, and below a path
 * of a service's Javalin ({@link RolemapHttp#mountOn}) {@code Location} and {@code Content-Encoding} are taken away; all other
 * fields and cookies stay. A request that it answers by itself ({@code flushBuffer}, {@code sendError}) is not carried out.
 * {@code getWriter()} throws there, and on a server of the API's own breaks the answer.
 *
 * <p>Safe for use by many threads.
 */
public interface Authenticator {

    /**
     * Finds out who sent a request, at most once for each request. Whatever it throws is answered by a problem document and
     * never reaches the exception handlers of an embedding service:
     * {@link io.rolemap.domain.shared.StorageUnavailableException} by 503, everything else by 500, Javalin's own
     * {@code HttpResponseException} too.
     *
     * @param request the request; valid only during the call
     * @return who sent it; empty, and never null, for nobody, which is answered 401: no credentials, and credentials that are
     *     malformed, unknown, expired or revoked, which the caller should not be able to tell apart. Null is a fault of the
     *     authenticator and answered 500
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the credentials cannot be looked up
     */
    Optional<Actor> authenticate(Context request);

    /**
     * What a request that nobody is known to have sent is asked for: the {@code WWW-Authenticate} field of the 401 (RFC 9110,
     * section 11.6.1). Where that is the scheme {@code Bearer}, a 403 has the same parameters, but for those that begin with
     * {@code error}, and says {@code error="insufficient_scope"} (RFC 6750, section 3.1); with other schemes a 403 has no such
     * field.
     *
     * @param request the request
     * @return a challenge, never null
     */
    String challenge(Context request);

    /**
     * Knows callers by bearer tokens (RFC 6750), which are sent as {@code Authorization: Bearer <token>}, the scheme in any
     * letter case. More than one {@code Authorization} field is refused, whatever it says. The challenge is
     * {@code Bearer realm="rolemap"}, with {@code error="invalid_token"} where a token was sent.
     *
     * @param byToken finds whose token it is, which is one or more visible ASCII characters; empty for a token that is
     *     unknown, expired or revoked. May throw as {@link #authenticate} does
     * @return that authenticator
     */
    static Authenticator bearer(Function<String, Optional<Actor>> byToken) {
        return new BearerAuthenticator(byToken);
    }

    /**
     * Knows callers by anything that is in a request, or that a before-handler has added to it.
     *
     * @param challenge what all others are asked for: the name of a scheme, perhaps with parameters
     * @param callers as {@link #authenticate}
     * @return that authenticator
     * @throws IllegalArgumentException when {@code challenge} does not begin with the name of a scheme, or has characters other
     *     than visible ASCII and spaces
     */
    static Authenticator challenging(String challenge, Function<Context, Optional<Actor>> callers) {
        return new ChallengingAuthenticator(challenge, callers);
    }
}

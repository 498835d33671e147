package io.rolemap.application.access;

import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.AuthenticateApiKey;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.RevokeApiKey;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. Not for
 * embedders: it may change with any version. Immutable; safe for use by many threads as far as the ports are.
 */
public final class AccessServices {

    private final AuthenticateApiKey authenticate;
    private final IssueApiKey issue;
    private final ListApiKeys list;
    private final RevokeApiKey revoke;

    /**
     * Wires the services to their ports.
     *
     * @param keys where API keys are kept
     * @param transactions the boundary that {@code keys} joins
     * @param authorizer asked by all but authentication
     * @param operatorKey asked at every authentication; empty as long as nobody is the operator
     * @param clock tells the time of issuing and of presenting
     * @param secureRandom cryptographically strong and safe for use by many threads
     */
    public AccessServices(
            ApiKeyRepository keys,
            Transactions transactions,
            Authorizer authorizer,
            Supplier<Optional<KeyDigest>> operatorKey,
            InstantSource clock,
            RandomGenerator secureRandom) {
        authenticate = new AuthenticateApiKeyService(keys, operatorKey, clock);
        issue = new IssueApiKeyService(keys, transactions, authorizer, clock, secureRandom);
        list = new ListApiKeysService(keys, authorizer);
        revoke = new RevokeApiKeyService(keys, transactions, authorizer);
    }

    /** {@return the use case that finds out whose API key was presented} */
    public AuthenticateApiKey authenticate() {
        return authenticate;
    }

    /** {@return the use case that makes an API key} */
    public IssueApiKey issue() {
        return issue;
    }

    /** {@return the use case that shows the API keys of an organisation} */
    public ListApiKeys list() {
        return list;
    }

    /** {@return the use case that ends an API key} */
    public RevokeApiKey revoke() {
        return revoke;
    }
}

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

/** This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. */
public final class AccessServices {

    private final AuthenticateApiKey authenticate;
    private final IssueApiKey issue;
    private final ListApiKeys list;
    private final RevokeApiKey revoke;

    /** Wires the services to their ports. */
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

    /** Finds out whose API key was presented. */
    public AuthenticateApiKey authenticate() {
        return authenticate;
    }

    /** Makes an API key. */
    public IssueApiKey issue() {
        return issue;
    }

    /** Shows the API keys of an organisation. */
    public ListApiKeys list() {
        return list;
    }

    /** Ends an API key. */
    public RevokeApiKey revoke() {
        return revoke;
    }
}

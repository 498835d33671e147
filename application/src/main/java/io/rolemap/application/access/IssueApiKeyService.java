package io.rolemap.application.access;

import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

final class IssueApiKeyService implements IssueApiKey {

    private final ApiKeyRepository keys;
    private final Transactions transactions;
    private final Authorizer authorizer;
    private final InstantSource clock;
    private final RandomGenerator secureRandom;

    IssueApiKeyService(
            ApiKeyRepository keys,
            Transactions transactions,
            Authorizer authorizer,
            InstantSource clock,
            RandomGenerator secureRandom) {
        this.keys = keys;
        this.transactions = transactions;
        this.authorizer = authorizer;
        this.clock = clock;
        this.secureRandom = secureRandom;
    }

    @Override
    public Result issue(Actor actor, Command command) {
        if (!mayIssue(actor, command)) {
            return new NotPermitted();
        }
        ApiKeySecret secret = ApiKeySecret.generate(secureRandom);
        Instant now = Now.of(clock);
        ApiKey key = new ApiKey(
                secret.id(),
                command.org(),
                command.name(),
                command.permissions(),
                secret.digest(),
                now,
                command.expiresAt().map(expiry -> expiry.truncatedTo(ChronoUnit.MILLIS)));
        if (key.isExpiredAt(now)) {
            return new ExpiryInThePast();
        }
        return transactions.inTransaction(() -> {
            keys.insert(key);
            return new Issued(key, secret);
        });
    }

    /** Nobody passes on more than they have, or a key to write keys would be a key to everything. */
    private boolean mayIssue(Actor actor, Command command) {
        return Stream.concat(Stream.of(Permission.KEYS_WRITE), command.permissions().stream())
                .allMatch(permission -> authorizer.permits(actor, Action.on(command.org(), permission)));
    }
}

package io.rolemap.application.access;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.access.RevokeApiKey;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Transactions;

final class RevokeApiKeyService implements RevokeApiKey {

    private final ApiKeyRepository keys;
    private final Transactions transactions;
    private final Authorizer authorizer;

    RevokeApiKeyService(ApiKeyRepository keys, Transactions transactions, Authorizer authorizer) {
        this.keys = keys;
        this.transactions = transactions;
        this.authorizer = authorizer;
    }

    @Override
    public Result revoke(Actor actor, OrgId org, KeyId id) {
        if (!authorizer.permits(actor, Action.on(org, Permission.KEYS_WRITE))) {
            return new NotPermitted();
        }
        boolean deleted = transactions.inTransaction(() -> keys.delete(org, id));
        return deleted ? new Revoked() : new KeyNotFound();
    }
}

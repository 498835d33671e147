package io.rolemap.application.access;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.OrgId;

final class ListApiKeysService implements ListApiKeys {

    private final ApiKeyRepository keys;
    private final Authorizer authorizer;

    ListApiKeysService(ApiKeyRepository keys, Authorizer authorizer) {
        this.keys = keys;
        this.authorizer = authorizer;
    }

    @Override
    public Result list(Actor actor, OrgId org) {
        if (!authorizer.permits(actor, Action.on(org, Permission.KEYS_WRITE))) {
            return new NotPermitted();
        }
        return new Found(keys.list(org));
    }
}

package io.rolemap.application.access;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.AuthenticateApiKey;
import io.rolemap.domain.access.KeyDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

final class AuthenticateApiKeyService implements AuthenticateApiKey {

    private final ApiKeyRepository keys;
    private final Supplier<Optional<KeyDigest>> operatorKey;
    private final InstantSource clock;

    AuthenticateApiKeyService(ApiKeyRepository keys, Supplier<Optional<KeyDigest>> operatorKey, InstantSource clock) {
        this.keys = keys;
        this.operatorKey = operatorKey;
        this.clock = clock;
    }

    @Override
    public Optional<Actor> authenticate(String presented) {
        KeyDigest digest = KeyDigest.of(presented);
        if (operatorKey.get().filter(digest::equals).isPresent()) {
            return Optional.of(Actor.operator());
        }
        return ApiKeySecret.parse(presented)
                .flatMap(secret -> keys.find(secret.id()))
                .filter(key -> key.digest().equals(digest))
                .filter(key -> !key.isExpiredAt(clock.instant()))
                .map(ApiKey::holder);
    }
}

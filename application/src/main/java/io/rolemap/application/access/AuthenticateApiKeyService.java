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
        if (!isVisibleAscii(presented)) {
            return Optional.empty();
        }
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

    /** No key is anything else; and what can't be encoded must not be taken for the character that stands in for it. */
    private static boolean isVisibleAscii(String presented) {
        for (int index = 0; index < presented.length(); index++) {
            char c = presented.charAt(index);
            if (c < '!' || c > '~') {
                return false;
            }
        }
        return true;
    }
}

package io.rolemap.bootstrap;

import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.shared.Transactions;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The key of the operator of this installation: the one from the configuration, or else the one that was made when the
 * database was new.
 */
final class OperatorKey {

    private final Optional<KeyDigest> configured;
    private final OperatorKeyStore store;
    private final Transactions transactions;
    private volatile Optional<KeyDigest> current;

    OperatorKey(Optional<Secret> configured, OperatorKeyStore store, Transactions transactions) {
        this.configured = configured.map(key -> KeyDigest.of(key.reveal()));
        this.store = store;
        this.transactions = transactions;
        this.current = this.configured;
    }

    /** The digest of the key that counts now; empty when there is none, and before {@link #settle()}. */
    Optional<KeyDigest> digest() {
        return current;
    }

    /**
     * Finds the key that counts from now on, and makes it where the database is new and the configuration has none.
     *
     * @return the key that was made: whoever gets it must show it, since nobody will get it again
     */
    Optional<ApiKeySecret> settle() {
        if (configured.isPresent()) {
            // So that a later start without the variable finds no new database, and prints nothing secret.
            claim(Optional.empty());
            return Optional.empty();
        }
        Optional<KeyDigest> stored = transactions.inTransaction(store::generatedKey);
        if (stored.isPresent()) {
            current = stored;
            return Optional.empty();
        }
        ApiKeySecret made = ApiKeySecret.generate(new SecureRandom());
        if (claim(Optional.of(made.digest()))) {
            current = Optional.of(made.digest());
            return Optional.of(made);
        }
        // Another replica was faster, or an earlier start had its key from the configuration.
        current = transactions.inTransaction(store::generatedKey);
        return Optional.empty();
    }

    private boolean claim(Optional<KeyDigest> generated) {
        return transactions.inTransaction(() -> store.claimFirstStart(generated));
    }
}

package io.rolemap.bootstrap;

import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.shared.Transactions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

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

    /** The digest of the key that counts now; empty when there is none. */
    Optional<KeyDigest> digest() {
        return current;
    }

    /** Finds the key that an earlier start made. Before anybody is served, or its holder would be turned away. */
    void recall() {
        if (configured.isEmpty()) {
            current = transactions.inTransaction(store::generatedKey);
        }
    }

    /**
     * Makes a key where the database is new and the configuration has none, and has it shown before it counts: a process
     * that is killed in between leaves a key that was shown and never counted, and the next start makes another. The other
     * way round it could leave one that counts and nobody saw.
     *
     * @param show hands the key to the operator, who will not get it again; called once at most
     */
    void settle(Consumer<ApiKeySecret> show) {
        if (configured.isPresent()) {
            // So that a later start without the variable finds no new database, and prints nothing secret.
            transactions.inTransaction(() -> store.claimFirstStart(Optional.empty()));
            return;
        }
        if (current.isPresent()) {
            return;
        }
        ApiKeySecret made = ApiKeySecret.generate(new SecureRandom());
        AtomicBoolean shown = new AtomicBoolean();
        boolean first = transactions.inTransaction(() -> {
            boolean claimed = store.claimFirstStart(Optional.of(made.digest()));
            if (claimed && shown.compareAndSet(false, true)) {
                show.accept(made);
            }
            return claimed;
        });
        if (first) {
            current = Optional.of(made.digest());
        } else {
            // Another replica was faster, or an earlier start had its key from the configuration.
            recall();
        }
    }
}

package io.rolemap.adapters.jdbc.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.KeyId;
import java.time.Duration;
import java.util.Optional;

/**
 * Keys that were read less than a second ago. A key that is being deleted is passed by: the deletion is not committed
 * yet, and others may go on reading the key, and offering it to this cache, until after it is. Safe for use by many
 * threads.
 */
final class ApiKeyCache {

    static final Duration LONGEST_AGE = Duration.ofSeconds(1);

    /** Longer than any transaction that deletes a key, and the reads that began before its end, can take. */
    static final Duration BYPASS = Duration.ofMinutes(5);

    private static final int MAX_KEYS = 10_000;

    private record Entry(ApiKey key, long readAt) {}

    private final Ticker ticker;
    private final Cache<KeyId, Entry> entries;
    private final Cache<KeyId, Boolean> bypassed;

    ApiKeyCache(Ticker ticker) {
        this.ticker = ticker;
        // On the calling thread: maintenance is little, and a pool of threads for it would have to be stopped.
        this.entries = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(LONGEST_AGE)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        // Without a maximum, because to forget one of these early would revive a deleted key.
        this.bypassed = Caffeine.newBuilder()
                .expireAfterWrite(BYPASS)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The moment to give to {@link #put}; to be taken before the key is read. */
    long now() {
        return ticker.read();
    }

    Optional<ApiKey> get(KeyId id) {
        if (bypassed.getIfPresent(id) != null) {
            return Optional.empty();
        }
        Entry entry = entries.getIfPresent(id);
        return entry == null || ticker.read() - entry.readAt() >= LONGEST_AGE.toNanos()
                ? Optional.empty()
                : Optional.of(entry.key());
    }

    void put(ApiKey key, long readAt) {
        entries.put(key.id(), new Entry(key, readAt));
    }

    void bypass(KeyId id) {
        bypassed.put(id, true);
    }
}

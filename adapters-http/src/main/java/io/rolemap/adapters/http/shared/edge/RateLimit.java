package io.rolemap.adapters.http.shared.edge;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests a second for each actor, with a burst of one second's worth. Remembers the {@value #MOST_ACTORS} that
 * asked last. Safe for use by many threads.
 */
final class RateLimit {

    static final int MOST_ACTORS = 10_000;

    private static final double MILLIS_PER_SECOND = 1000;

    private final int requestsPerSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ACTORS;
        }
    };

    RateLimit(int requestsPerSecond, InstantSource clock) {
        this.requestsPerSecond = requestsPerSecond;
        this.clock = clock;
    }

    /** Whether the actor may go on with a request, which then counts. */
    boolean allows(String actorId) {
        long now = clock.millis();
        synchronized (buckets) {
            return buckets.computeIfAbsent(actorId, id -> new Bucket(requestsPerSecond, now))
                    .take(requestsPerSecond, now);
        }
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }

        boolean take(int perSecond, long now) {
            // A clock that was set back must not take tokens away.
            double earned = Math.max(0, now - filledAt) * perSecond / MILLIS_PER_SECOND;
            tokens = Math.min(perSecond, tokens + earned);
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}

package io.rolemap.application.shared;

import io.rolemap.domain.shared.IdGenerator;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds since the Unix epoch, then 74 random bits. Unique
 * with no coordination between replicas, and ordered by time to the millisecond; within one the order is random, no
 * counter is kept. Written as the 36 characters of RFC 9562, section 4, in lower case. Safe for use by many threads.
 */
public final class UuidVersion7 implements IdGenerator {

    private static final int RANDOM_BYTES = Short.BYTES + Long.BYTES;
    private static final long TWELVE_BITS = 0xFFF;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_OF_RFC_9562 = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Takes the time and the randomness from these.
     *
     * @param clock tells the time
     * @param random must be cryptographically strong and safe for use by many threads
     */
    public UuidVersion7(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String newId() {
        // At once, because a strong generator takes a lock, and maybe a call of the system, for each portion.
        byte[] portion = new byte[RANDOM_BYTES];
        random.nextBytes(portion);
        ByteBuffer bits = ByteBuffer.wrap(portion);
        long mostSignificant = clock.millis() << 16 | VERSION_7 | (bits.getShort() & TWELVE_BITS);
        long leastSignificant = VARIANT_OF_RFC_9562 | bits.getLong() >>> 2;
        return new UUID(mostSignificant, leastSignificant).toString();
    }
}

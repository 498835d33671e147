package io.rolemap.adapters.jdbc.shared;

import io.rolemap.domain.shared.OrgId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The numbers of the locks that PostgreSQL keeps of things which are no rows. They are hashes: two things may share one,
 * and then wait for each other without need. Without state; safe for use by many threads.
 */
public final class AdvisoryLocks {

    private AdvisoryLocks() {}

    /**
     * {@return the lock of what an organisation grants} Shared by whoever grants a role, and held alone by whoever
     * removes one: a row can't be locked where no role is known yet.
     *
     * @param org the organisation
     */
    public static long ofGrants(OrgId org) {
        return hash("rolemap grants", org.value());
    }

    /**
     * {@return the lock of a connection's mappings} Shared by whoever writes one of them, and held alone by whoever works
     * on all. Those who wait for it are served in turn, and not those first who share it: a lock of the connection's row
     * would keep one who wants it alone waiting for as long as others come.
     *
     * @param org the organisation of the connection
     * @param connection the connection's id
     */
    public static long ofMappings(OrgId org, String connection) {
        return hash("rolemap mappings", org.value(), connection);
    }

    /** Whose parts can't be mistaken for others: none of them holds the character in between. */
    private static long hash(String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

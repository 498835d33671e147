package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupSkeleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What stands in the keys in the place of groups, which may be longer than an index entry: SHA-256 digests (FIPS 180-4)
 * of their UTF-8 form. Without state; safe for use by many threads.
 */
public final class GroupDigests {

    /** Enough for hints, which nobody gains anything by forging. */
    private static final int SKELETON_BYTES = 16;

    private GroupDigests() {}

    /**
     * {@return the digest that a group is compared by}
     *
     * @param group any group
     */
    public static byte[] of(ExternalGroup group) {
        return sha256(group.value());
    }

    /**
     * {@return a digest of the beginning of which look-alikes are found by}
     *
     * @param skeleton of a group, or of its last segment
     */
    public static byte[] of(GroupSkeleton skeleton) {
        return Arrays.copyOf(sha256(skeleton.value()), SKELETON_BYTES);
    }

    /**
     * {@return the digest of a group's skeleton}
     *
     * @param group any group
     */
    public static byte[] ofSkeleton(ExternalGroup group) {
        return of(GroupSkeleton.of(group));
    }

    /**
     * {@return the digest of the skeleton of its last segment; empty when it has only one}
     *
     * @param group any group
     */
    public static Optional<byte[]> ofLastSegment(ExternalGroup group) {
        return GroupSkeleton.ofLastSegment(group).map(GroupDigests::of);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

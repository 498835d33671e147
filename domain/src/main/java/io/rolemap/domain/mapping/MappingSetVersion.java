package io.rolemap.domain.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Tells one state of a connection's whole set of mappings from another: made of what is stored of every mapping, so that
 * no two different sets have the same one, and the same set has the same one on every replica. Nothing is counted or
 * kept for it, and creating mappings needs no common row to update. Immutable.
 *
 * @param value 43 characters from A-Z a-z 0-9 - _: the SHA-256 digest (FIPS 180-4) of the set in base64url (RFC 4648,
 *     section 5). How the set is written for it may change with any version
 */
public record MappingSetVersion(String value) {

    /**
     * {@return the version of a set}
     *
     * @param oldestFirst all mappings of one connection, in the order of the list
     */
    public static MappingSetVersion of(Iterable<GroupRoleMapping> oldestFirst) {
        Accumulator accumulator = new Accumulator();
        oldestFirst.forEach(accumulator::add);
        return accumulator.version();
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }

    /** Makes the version of a set that is read bit by bit. For one thread and one set. */
    public static final class Accumulator {

        private final MessageDigest digest = sha256();

        /** One that has seen no mapping. */
        public Accumulator() {}

        /**
         * Takes the next mapping in.
         *
         * @param mapping the one that follows in the order of the list
         */
        public void add(GroupRoleMapping mapping) {
            add(mapping.id().value());
            add(mapping.externalGroup().value());
            add(mapping.role().value());
            add(mapping.createdAt().toEpochMilli());
            add(mapping.updatedAt().toEpochMilli());
        }

        /** {@return the version of what was taken in} Ends the use of this object. */
        public MappingSetVersion version() {
            return new MappingSetVersion(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
        }

        /** With its length before it, so that no two mappings run into each other. */
        private void add(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            add(utf8.length);
            digest.update(utf8);
        }

        private void add(long number) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                digest.update((byte) (number >>> shift));
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }
}

package io.rolemap.adapters.http.shared.edge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A strong entity tag (RFC 9110, section 8.8.3): names one state of one thing.
 *
 * @param opaque what is between the quotes: visible ASCII characters other than the quote, perhaps none
 */
public record EntityTag(String opaque) {

    private static final int DIGEST_BYTES = 16;

    /** @throws IllegalArgumentException when {@code opaque} has a character that must not be in a tag */
    public EntityTag {
        for (int i = 0; i < opaque.length(); i++) {
            char c = opaque.charAt(i);
            if (c <= ' ' || c > '~' || c == '"') {
                throw new IllegalArgumentException("No entity tag can have the character at " + i);
            }
        }
    }

    /**
     * The tag with these characters between its quotes.
     *
     * @throws IllegalArgumentException when one of them must not be in a tag
     */
    public static EntityTag of(String opaque) {
        return new EntityTag(opaque);
    }

    /** The tag of whatever is represented by these bytes: a digest of them. */
    public static EntityTag ofContent(byte[] representation) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(representation);
            return new EntityTag(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The tag as a header field has it, with its quotes. */
    @Override
    public String toString() {
        return '"' + opaque + '"';
    }
}

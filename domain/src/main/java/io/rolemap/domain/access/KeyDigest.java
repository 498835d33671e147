package io.rolemap.domain.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 digest (FIPS 180-4) of a credential: all that is ever stored of one. A plain digest suffices because the
 * credentials are random and long. Immutable; equality takes the same time wherever two digests differ.
 */
public final class KeyDigest {

    /** The length of a digest, in bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private KeyDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return the digest of a credential's UTF-8 form}
     *
     * @param credential random and long; an unpaired surrogate would count as a question mark, so refuse those before
     */
    public static KeyDigest of(String credential) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return new KeyDigest(sha256.digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * {@return a digest that was stored}
     *
     * @param bytes what {@link #toBytes()} returned; copied
     * @throws IllegalArgumentException when {@code bytes} are not {@value #LENGTH}
     */
    public static KeyDigest fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A SHA-256 digest has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new KeyDigest(bytes.clone());
    }

    /** {@return a copy of the digest's {@value #LENGTH} bytes} */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * {@return whether {@code other} is a digest of the same bytes} Takes the same time wherever they differ.
     *
     * @param other anything, null included
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDigest that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** {@return a hash code of the bytes} */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@return a fixed text, which shows nothing of the digest} */
    @Override
    public String toString() {
        return "KeyDigest";
    }
}

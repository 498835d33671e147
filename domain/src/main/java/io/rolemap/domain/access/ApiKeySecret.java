package io.rolemap.domain.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * An API key in full, as its holder presents it: {@code rolemap_<id>_<secret><checksum>}, where {@code id} is 16
 * letters and digits, {@code secret} is 256 random bits as 43 letters and digits, and {@code checksum} is the CRC-32 of
 * everything before it as 6 letters and digits. The prefix lets secret scanners recognise it; the checksum lets a
 * mistyped key be refused with no look-up. All of its 74 characters may stand in a bearer token as they are (RFC 6750,
 * section 2.1).
 *
 * <p>Lives only between its making and the one answer that shows it, or between a request and its authentication. It is
 * never stored, and {@link #toString()} does not show it. Immutable. Two objects are never equal: compare their
 * {@linkplain #digest() digests}, which takes the same time wherever they differ.
 */
public final class ApiKeySecret {

    /** What every key begins with. */
    public static final String PREFIX = "rolemap_";

    private static final int ID_LENGTH = 16;
    private static final int SECRET_BITS = 256;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int ID_END = PREFIX.length() + ID_LENGTH;
    private static final int BODY_LENGTH = ID_END + 1 + SECRET_LENGTH;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private final KeyId id;
    private final String text;

    private ApiKeySecret(KeyId id, String text) {
        this.id = id;
        this.text = text;
    }

    /**
     * {@return a new key, whose id and secret come from {@code random}}
     *
     * @param random must be cryptographically strong, such as {@link java.security.SecureRandom}
     */
    public static ApiKeySecret generate(RandomGenerator random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BITS / Byte.SIZE];
        random.nextBytes(secret);
        String body = PREFIX + id + "_" + base62(new BigInteger(1, secret), SECRET_LENGTH);
        return new ApiKeySecret(new KeyId(id.toString()), body + checksum(body));
    }

    /**
     * Reads a key. That it can be read says nothing about whether it was ever issued.
     *
     * @param presented whatever was sent in place of a key; may be any string
     * @return the key that {@code presented} is; empty when it has not the form of one or its checksum is wrong
     */
    public static Optional<ApiKeySecret> parse(String presented) {
        if (!hasForm(presented)
                || !presented.substring(BODY_LENGTH).equals(checksum(presented.substring(0, BODY_LENGTH)))) {
            return Optional.empty();
        }
        return Optional.of(new ApiKeySecret(new KeyId(presented.substring(PREFIX.length(), ID_END)), presented));
    }

    /** Every request with a key comes by here, so that this is a loop and no regular expression. */
    private static boolean hasForm(String presented) {
        return presented.length() == BODY_LENGTH + CHECKSUM_LENGTH
                && presented.startsWith(PREFIX)
                && presented.charAt(ID_END) == '_'
                && areLettersAndDigits(presented, PREFIX.length(), ID_END)
                && areLettersAndDigits(presented, ID_END + 1, presented.length());
    }

    private static boolean areLettersAndDigits(String text, int from, int to) {
        for (int index = from; index < to; index++) {
            char c = text.charAt(index);
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
                return false;
            }
        }
        return true;
    }

    /** {@return the public part, by which the key is found} */
    public KeyId id() {
        return id;
    }

    /** {@return what is stored of the key: the digest of its whole text} */
    public KeyDigest digest() {
        return KeyDigest.of(text);
    }

    /** {@return the key itself} For the one answer that hands it to its holder; never for a log. */
    public String reveal() {
        return text;
    }

    /** {@return the public part only} */
    @Override
    public String toString() {
        return hintFor(id);
    }

    static String hintFor(KeyId id) {
        return PREFIX + id + "_…";
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    private static String base62(BigInteger number, int length) {
        char[] digits = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] quotientAndDigit = rest.divideAndRemainder(BASE);
            digits[i] = ALPHABET.charAt(quotientAndDigit[1].intValue());
            rest = quotientAndDigit[0];
        }
        return new String(digits);
    }
}

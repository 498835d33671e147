package io.rolemap.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a property over many generated inputs. Each run takes new inputs; the failure of one names the seed that makes
 * it again, as the first case, when it is given as the system property {@value #SEED_PROPERTY}. Without state; safe for
 * use by many threads.
 */
public final class Generated {

    /** The system property that repeats a case. */
    public static final String SEED_PROPERTY = "rolemap.test.seed";

    private Generated() {}

    /**
     * Calls {@code property} {@code count} times, each with a generator of its own, on the calling thread.
     *
     * @param count how many cases
     * @param property throws when it does not hold for what it makes of the generator
     * @throws AssertionError at the first case that does not hold; the message has its seed, the cause is what was
     *     thrown
     */
    public static void cases(int count, Consumer<RandomGenerator> property) {
        SplittableRandom seeds = new SplittableRandom();
        long seed = Optional.ofNullable(Long.getLong(SEED_PROPERTY)).orElseGet(seeds::nextLong);
        for (int number = 0; number < count; number++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (RuntimeException | Error failure) {
                throw new AssertionError(
                        "Case " + (number + 1) + " of " + count + " failed; repeat it with -D" + SEED_PROPERTY + "="
                                + seed + ": " + failure.getMessage(),
                        failure);
            }
            seed = seeds.nextLong();
        }
    }

    /**
     * {@return a code point that text may contain: any but NUL and surrogates} One, two, three and four bytes of UTF-8
     * are about equally likely.
     *
     * @param random of the case
     */
    public static int codePoint(RandomGenerator random) {
        while (true) {
            int codePoint = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(1, 0x80);
                case 1 -> random.nextInt(0x80, 0x800);
                case 2 -> random.nextInt(0x800, 0x1_0000);
                default -> random.nextInt(0x1_0000, Character.MAX_CODE_POINT + 1);
            };
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                return codePoint;
            }
        }
    }

    /**
     * {@return text of exactly so many code points, see {@link #codePoint}}
     *
     * @param random of the case
     * @param codePoints how many, zero included
     */
    public static String text(RandomGenerator random, int codePoints) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < codePoints; i++) {
            text.appendCodePoint(codePoint(random));
        }
        return text.toString();
    }

    /**
     * {@return text of {@code minLength} to {@code maxLength} characters of {@code alphabet}}
     *
     * @param random of the case
     * @param alphabet at least one character, none of them a surrogate
     * @param minLength the shortest, at least zero
     * @param maxLength the longest, at least {@code minLength}
     */
    public static String from(RandomGenerator random, String alphabet, int minLength, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(minLength, maxLength + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

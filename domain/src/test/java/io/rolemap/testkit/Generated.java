package io.rolemap.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a property over many generated inputs. Each run takes new inputs; the failure of one names the seed that makes it
 * again, as the first case, when it is given as the system property {@value #SEED_PROPERTY}.
 */
public final class Generated {

    /** The system property that repeats a case. */
    public static final String SEED_PROPERTY = "rolemap.test.seed";

    private Generated() {}

    /** Calls {@code property} {@code count} times, each with a generator of its own. */
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

    /** A code point that text may contain: any but NUL and surrogates; each length of UTF-8 is equally likely. */
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

    /** Text of exactly so many code points. */
    public static String text(RandomGenerator random, int codePoints) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < codePoints; i++) {
            text.appendCodePoint(codePoint(random));
        }
        return text.toString();
    }

    /** Text of {@code minLength} to {@code maxLength} characters of {@code alphabet}. */
    public static String from(RandomGenerator random, String alphabet, int minLength, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(minLength, maxLength + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.testkit.Generated;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeySecretTest {

    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void has_a_form_that_secret_scanners_recognise() {
        Generated.cases(
                200,
                random -> assertThat(ApiKeySecret.generate(random).reveal())
                        .matches("rolemap_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}"));
    }

    @Test
    void what_was_generated_parses_to_the_same_key() {
        Generated.cases(200, random -> {
            ApiKeySecret made = ApiKeySecret.generate(random);

            assertThat(ApiKeySecret.parse(made.reveal())).hasValueSatisfying(read -> {
                assertThat(read.reveal()).isEqualTo(made.reveal());
                assertThat(read.id()).isEqualTo(made.id());
                assertThat(read.digest()).isEqualTo(made.digest());
            });
        });
    }

    @Test
    void its_public_part_stands_between_prefix_and_secret() {
        ApiKeySecret key = ApiKeySecret.generate(new SplittableRandom(7));

        assertThat(key.reveal()).startsWith("rolemap_" + key.id() + "_");
    }

    @Test
    void its_digest_is_that_of_the_whole_text() {
        ApiKeySecret key = ApiKeySecret.generate(new SplittableRandom(7));

        assertThat(key.digest()).isEqualTo(KeyDigest.of(key.reveal()));
    }

    @Test
    void its_secret_is_256_random_bits() {
        Generated.cases(500, random -> {
            byte[] bits = new byte[32];
            random.nextBytes(bits);

            assertThat(secretOf(ApiKeySecret.generate(new Fixed(bits)))).isEqualTo(new BigInteger(1, bits));
        });
    }

    @Test
    void the_smallest_and_the_largest_secret_have_room() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) -1);

        assertThat(secretOf(ApiKeySecret.generate(new Fixed(new byte[32])))).isZero();
        assertThat(secretOf(ApiKeySecret.generate(new Fixed(ones))))
                .isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    }

    @Test
    void the_checksum_finds_every_mistyped_character() {
        Generated.cases(20, random -> {
            String key = ApiKeySecret.generate(random).reveal();

            assertThat(mistyped(key)).hasSize(74 * 61 + 2).allSatisfy(ApiKeySecretTest::assertRefused);
        });
    }

    @Test
    void the_checksum_finds_two_characters_in_the_wrong_order() {
        SplittableRandom random = new SplittableRandom(2024);
        for (int i = 0; i < 50; i++) {
            assertThat(transposed(ApiKeySecret.generate(random).reveal())).allSatisfy(ApiKeySecretTest::assertRefused);
        }
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    void whatever_has_not_its_form_is_refused(String presented) {
        assertRefused(presented);
    }

    static Stream<String> otherForms() {
        String key = ApiKeySecret.generate(new SplittableRandom(7)).reveal();
        return Stream.of(
                "",
                " ",
                "rolemap_",
                key + " ",
                " " + key,
                key + "\n",
                key + "0",
                key.substring(0, key.length() - 1),
                key.substring(1),
                key.replace("rolemap_", "ROLEMAP_"),
                key.replace('_', '-'),
                key + key,
                "\0".repeat(key.length()),
                "\uD83D".repeat(key.length()),
                "x".repeat(1 << 16));
    }

    @Test
    void two_keys_are_never_the_same() {
        SecureRandom random = new SecureRandom();
        Set<String> keys = new HashSet<>();
        Set<KeyId> ids = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            ApiKeySecret key = ApiKeySecret.generate(random);
            keys.add(key.reveal());
            ids.add(key.id());
        }

        assertThat(keys).hasSize(5_000);
        assertThat(ids).hasSize(5_000);
    }

    @Test
    void its_text_form_shows_the_public_part_only() {
        ApiKeySecret key = ApiKeySecret.generate(new SplittableRandom(7));

        assertThat(key).hasToString("rolemap_" + key.id() + "_…");
        assertThat(key.toString()).doesNotContain(key.reveal().substring(25));
    }

    private static BigInteger secretOf(ApiKeySecret key) {
        return key.reveal()
                .substring(25, 68)
                .chars()
                .mapToObj(digit -> BigInteger.valueOf(BASE_62.indexOf(digit)))
                .reduce(
                        BigInteger.ZERO,
                        (sum, digit) -> sum.multiply(BigInteger.valueOf(62)).add(digit));
    }

    /** Gives these bytes, and any number for the id. */
    private record Fixed(byte[] bytes) implements RandomGenerator {
        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }

        @Override
        public long nextLong() {
            return 42;
        }
    }

    private static void assertRefused(String presented) {
        assertThat(ApiKeySecret.parse(presented)).isEmpty();
    }

    private static Set<String> mistyped(String key) {
        Set<String> wrong = new HashSet<>();
        for (int i = 0; i < key.length(); i++) {
            for (char other : BASE_62.toCharArray()) {
                wrong.add(key.substring(0, i) + other + key.substring(i + 1));
            }
        }
        wrong.remove(key);
        return wrong;
    }

    private static Set<String> transposed(String key) {
        Set<String> wrong = new HashSet<>();
        for (int i = 1; i < key.length(); i++) {
            wrong.add(key.substring(0, i - 1) + key.charAt(i) + key.charAt(i - 1) + key.substring(i + 1));
        }
        wrong.remove(key);
        return wrong;
    }
}

package io.rolemap.adapters.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values of every kind come back exactly as they were sent, or are refused by rule. */
final class GeneratedValuesTest {

    private static final int CASES = 400;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    @AutoClose
    private final TestServer server = TestServer.start();

    private final long seed = System.nanoTime();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private final Api api = server.operator();
    private String mappings = "";

    @BeforeEach
    void a_connection() {
        mappings = server.connection("acme", "okta") + "/group-mappings";
    }

    @Test
    void groups_come_back_code_point_for_code_point() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < CASES; i++) {
            String group = randomGroup();
            if (!seen.add(group)) {
                continue;
            }
            boolean escaped = random.nextBoolean();
            Answer created = api.post(mappings, "{\"external_group\":" + literal(group, escaped) + ",\"role_id\":1}");

            assertThat(created.status())
                    .as("%s, seed %d", codePoints(group), seed)
                    .isEqualTo(201);
            assertThat(codePoints(created.string("external_group")))
                    .as("seed %d", seed)
                    .isEqualTo(codePoints(group));
            assertThat(codePoints(
                            api.get(created.header("Location").orElseThrow()).string("external_group")))
                    .as("seed %d", seed)
                    .isEqualTo(codePoints(group));
        }
        assertThat(api.get(mappings).json().get("group_role_mappings"))
                .as("seed %d", seed)
                .hasSize(seen.size());
    }

    @Test
    void the_longest_group_of_the_widest_code_points_comes_back() {
        String group = "\uD83E\uDD96".repeat(1024);

        assertThat(api.post(mappings, "{\"external_group\":" + literal(group, false) + ",\"role_id\":1}")
                        .string("external_group"))
                .isEqualTo(group);
    }

    @Test
    void groups_that_are_too_long_or_no_text_are_refused() {
        for (String literal : List.of(
                "\"\"",
                literal("x".repeat(1025), false),
                literal("\uD83E\uDD96".repeat(1025), true),
                "\"a\\u0000b\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"x\\ud83e\"")) {
            Answer answer = api.post(mappings, "{\"external_group\":" + literal + ",\"role_id\":1}");

            assertThat(answer.status()).as(literal).isEqualTo(422);
            assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                    .isEqualTo("/external_group");
        }
    }

    @Test
    void every_integer_that_fits_is_kept_exactly_in_whatever_spelling_and_every_other_number_is_refused() {
        for (int i = 0; i < CASES; i++) {
            String number = randomNumber();
            BigInteger value = exactInteger(number);
            boolean fits = value != null && value.compareTo(LEAST) >= 0 && value.compareTo(GREATEST) <= 0;

            Answer answer = api.post(mappings, "{\"external_group\":\"" + i + "\",\"role_id\":" + number + "}");

            assertThat(answer.status()).as("%s, seed %d", number, seed).isEqualTo(fits ? 201 : 422);
            if (fits) {
                assertThat(answer.string("role_id"))
                        .as("%s, seed %d", number, seed)
                        .isEqualTo(value.toString());
            } else {
                assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                        .isEqualTo("/role_id");
            }
        }
    }

    @Test
    void integers_in_strings_are_kept_exactly() {
        for (int i = 0; i < CASES; i++) {
            String value = randomInteger(random.nextInt(1, 64)).toString();

            assertThat(api.post(mappings, "{\"external_group\":\"" + i + "\",\"role_id\":\"" + value + "\"}")
                            .string("role_id"))
                    .as("%s, seed %d", value, seed)
                    .isEqualTo(value);
        }
    }

    @Test
    void roles_that_are_no_canonical_integers_are_refused() {
        for (String literal : List.of(
                "\"+5\"",
                "\" 5\"",
                "\"5 \"",
                "\"02227\"",
                "\"2.0\"",
                "\"\u0663\"",
                "\"\"",
                "\"-0\"",
                "\"1e3\"",
                "\"9223372036854775808\"",
                "\"-9223372036854775809\"",
                "9223372036854775808",
                "-9223372036854775809",
                "1.5",
                "1e400000",
                "-1e400000",
                "1e-400000",
                "1e99999999999999999999",
                "1e-99999999999999999999",
                "0.1e0",
                "true",
                "false",
                "null",
                "[]",
                "[1]",
                "{}",
                "9".repeat(50_000),
                "0." + "9".repeat(50_000))) {
            Answer answer = api.post(mappings, "{\"external_group\":\"a\",\"role_id\":" + literal + "}");

            assertThat(answer.status()).as(literal).isEqualTo(422);
            assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                    .isEqualTo("/role_id");
        }
    }

    @Test
    void integers_may_be_spelled_in_many_ways() {
        String[][] spellings = {
            {"2227", "2227"},
            {"2227.0", "2227"},
            {"2.227e3", "2227"},
            {"2.227E+3", "2227"},
            {"22270e-1", "2227"},
            {"0.0000002227e10", "2227"},
            {"-0", "0"},
            {"0e400000", "0"},
            {"0.000", "0"},
            {"9007199254740993", "9007199254740993"},
            {"9223372036854775807", "9223372036854775807"},
            {"-9223372036854775808", "-9223372036854775808"},
            {"-9.223372036854775808e18", "-9223372036854775808"},
            {"1" + "0".repeat(50_000) + "e-50000", "1"},
            {"0." + "0".repeat(50_000) + "1e50001", "1"}
        };
        for (int i = 0; i < spellings.length; i++) {
            assertThat(api.post(mappings, "{\"external_group\":\"" + i + "\",\"role_id\":" + spellings[i][0] + "}")
                            .string("role_id"))
                    .as(spellings[i][0])
                    .isEqualTo(spellings[i][1]);
        }
    }

    private String randomGroup() {
        StringBuilder group = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(900, 1025) : random.nextInt(1, 20);
        while (group.codePointCount(0, group.length()) < length) {
            group.appendCodePoint(randomCodePoint());
        }
        return group.toString();
    }

    private int randomCodePoint() {
        int[] odd = {
            ' ', '\t', '\n', '\r', 0x1, 0x7f, 0x85, 0xa0, '"', '\\', '/', 0x301, 0x130, 0x131, 0xdf, 0x1e9e, 0x200b,
            0x200d, 0x200e, 0x202e, 0x2028, 0x2029, 0x2066, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x5d0, 0x627, 0xac00,
            0x1100, 0x212b, 0x1f468, 0x1f3fd, 0x10ffff, 0xe0001, 0xfe0f
        };
        return switch (random.nextInt(4)) {
            case 0 -> odd[random.nextInt(odd.length)];
            case 1 -> random.nextInt(' ', 0x7f);
            case 2 -> random.nextInt(1, 0xd800);
            default -> random.nextInt(0xe000, 0x110000);
        };
    }

    private String randomNumber() {
        BigInteger digits = randomInteger(random.nextInt(1, 70));
        return switch (random.nextInt(5)) {
            case 0 -> digits.toString();
            case 1 -> digits + "." + "0".repeat(random.nextInt(1, 5));
            case 2 -> digits + "e" + random.nextInt(-3, 4);
            case 3 -> digits + "." + random.nextInt(0, 1000) + "E+" + random.nextInt(0, 6);
            default -> new BigDecimal(digits, random.nextInt(0, 5)).toPlainString();
        };
    }

    private BigInteger randomInteger(int bits) {
        if (random.nextInt(8) == 0) {
            BigInteger edge = random.nextBoolean() ? LEAST : GREATEST;
            return bits < 64 ? edge : edge.add(BigInteger.valueOf(random.nextInt(-2, 3)));
        }
        byte[] bytes = new byte[9];
        random.nextBytes(bytes);
        BigInteger positive = new BigInteger(1, bytes).mod(BigInteger.TWO.pow(bits));
        return random.nextBoolean() ? positive : positive.negate();
    }

    /** The oracle: slow, but somebody else's. */
    private static BigInteger exactInteger(String number) {
        try {
            return new BigDecimal(number).toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            return null;
        }
    }

    private static String literal(String text, boolean escapeAll) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (escapeAll || c < ' ' || c == '"' || c == '\\') {
                literal.append(String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    private static String codePoints(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
        StringBuilder hex = new StringBuilder();
        text.codePoints()
                .forEach(codePoint -> hex.append(Integer.toHexString(codePoint)).append(' '));
        return hex.toString();
    }
}

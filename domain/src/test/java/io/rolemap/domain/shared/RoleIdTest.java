package io.rolemap.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.testkit.Generated;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleIdTest {

    private static final Pattern CANONICAL = Pattern.compile("0|-?[1-9][0-9]*");

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -(1L << 53) - 1,
                -1,
                0,
                1,
                2227,
                (1L << 53) + 1,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE
            })
    void reads_back_what_it_writes_at_the_edges(long value) {
        assertThat(RoleId.parse(new RoleId(value).toString()).value()).isEqualTo(value);
    }

    @Test
    void reads_back_what_it_writes_over_the_whole_64_bit_range() {
        Generated.cases(20_000, random -> {
            // Shifted, so that numbers of every length occur.
            long value = random.nextLong() >> random.nextInt(64);

            assertThat(RoleId.parse(new RoleId(value).toString()).value()).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-", "+5", "-0", "+0", "00", "02227", "-05", " 5", "5 ", "5\n", "\t5", "5\u00A0", "2.0", "2.",
                ".5", "2e3", "2,227", "2_227", "0x1F", "1L", "NaN", "null", "--5", "- 5", "5-", "\u22125", "٣", "1٣",
                "٣1", "\uFF15", "5\0"
            })
    void refuses_every_other_spelling(String decimal) {
        assertThatThrownBy(() -> RoleId.parse(decimal))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("role id must be an integer in canonical decimal form, such as \"2227\"");
    }

    @Test
    void accepts_of_generated_spellings_exactly_the_canonical_ones() {
        Generated.cases(20_000, random -> {
            String spelling = Generated.from(random, "0123456789-+ ٣", 0, 4);

            if (CANONICAL.matcher(spelling).matches()) {
                assertThat(RoleId.parse(spelling)).hasToString(spelling);
            } else {
                assertThatThrownBy(() -> RoleId.parse(spelling)).isInstanceOf(InvalidValueException.class);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "9999999999999999999"})
    void refuses_a_number_just_outside_the_range_by_naming_it(String decimal) {
        assertThatThrownBy(() -> RoleId.parse(decimal))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("role id must be between -9223372036854775808 and 9223372036854775807, both included");
    }

    @Test
    void refuses_every_generated_number_outside_the_range() {
        Generated.cases(2_000, random -> {
            BigInteger beyond = BigInteger.valueOf(Long.MAX_VALUE)
                    .add(BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE)).pow(random.nextInt(1, 4)));

            assertThatThrownBy(() -> RoleId.parse(beyond.toString())).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() ->
                            RoleId.parse(beyond.add(BigInteger.ONE).negate().toString()))
                    .isInstanceOf(InvalidValueException.class);
        });
    }

    @Test
    void is_ordered_as_a_number() {
        assertThat(new RoleId(-10)).isLessThan(new RoleId(-9));
        assertThat(new RoleId(9)).isLessThan(new RoleId(10));
        assertThat(new RoleId(Long.MIN_VALUE)).isLessThan(new RoleId(Long.MAX_VALUE));
        assertThat(new RoleId(7)).isEqualByComparingTo(new RoleId(7));
    }
}

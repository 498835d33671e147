package io.rolemap.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    @Test
    void an_identifier_has_unreserved_uri_characters_and_no_others() {
        String accepted = IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
                .filter(character -> isAccepted("a" + (char) character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(accepted.chars().sorted().toArray())
                .isEqualTo(UNRESERVED.chars().sorted().toArray());
    }

    @Test
    void an_identifier_is_kept_as_it_is() {
        Generated.cases(2_000, random -> {
            String id = Generated.from(random, UNRESERVED, 3, Require.MAX_ID_LENGTH);

            assertThat(Require.id("thing", id)).isEqualTo(id);
        });
    }

    @Test
    void an_identifier_has_1_to_128_characters() {
        assertThat(isAccepted("")).isFalse();
        assertThat(isAccepted("a")).isTrue();
        assertThat(isAccepted("a".repeat(128))).isTrue();
        assertThat(isAccepted("a".repeat(129))).isFalse();
    }

    @Test
    void a_moment_is_kept_as_it_is_over_the_whole_range_of_a_64_bit_millisecond() {
        LongStream.of(Long.MIN_VALUE, -1, 0, 1_793_000_000_123L, Long.MAX_VALUE)
                .mapToObj(Instant::ofEpochMilli)
                .forEach(
                        moment -> assertThat(Require.moment("creation", moment)).isEqualTo(moment));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 999_999, 1_000_001, 999_999_999})
    void a_moment_finer_than_a_millisecond_is_refused_and_not_cut(int nanos) {
        assertThatThrownBy(() -> Require.moment("creation", Instant.ofEpochSecond(1, nanos)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("creation must be in whole milliseconds");
    }

    @ParameterizedTest
    @MethodSource
    void a_moment_that_no_64_bit_millisecond_reaches_is_refused(Instant moment) {
        assertThatThrownBy(() -> Require.moment("creation", moment))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("creation must be a 64-bit number of milliseconds since 1970");
    }

    static Stream<Instant> a_moment_that_no_64_bit_millisecond_reaches_is_refused() {
        return Stream.of(
                Instant.MIN,
                Instant.ofEpochMilli(Long.MIN_VALUE).minusMillis(1),
                Instant.ofEpochMilli(Long.MAX_VALUE).plusMillis(1));
    }

    @ParameterizedTest
    @MethodSource
    void what_is_stored_with_a_moment_refuses_one_that_would_be_cut(Function<Instant, Object> stored) {
        Instant finer = Samples.NOW.plusNanos(1);

        assertThat(stored.apply(Samples.NOW)).isNotNull();
        assertThatThrownBy(() -> stored.apply(finer)).isInstanceOf(InvalidValueException.class);
    }

    static Stream<Function<Instant, Object>> what_is_stored_with_a_moment_refuses_one_that_would_be_cut() {
        Connection connection = Samples.connection("acme", "okta");
        GroupRoleMapping mapping = Samples.mapping(connection, "m1", "Admins");
        ApiKey key = Samples.apiKey("acme", "k1");
        return Stream.of(
                moment -> Samples.createdAt(connection, moment),
                moment -> Samples.createdAt(mapping, moment, Samples.NOW),
                moment -> Samples.createdAt(mapping, Samples.NOW, moment),
                moment -> apiKey(key, moment, Optional.empty()),
                moment -> apiKey(key, Samples.NOW, Optional.of(moment)));
    }

    private static ApiKey apiKey(ApiKey like, Instant createdAt, Optional<Instant> expiresAt) {
        return new ApiKey(like.id(), like.org(), like.name(), like.permissions(), like.digest(), createdAt, expiresAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void an_identifier_is_no_segment_that_a_client_resolves_away(String dots) {
        assertThatThrownBy(() -> Require.id("thing", dots)).hasMessage("thing must not be '.' or '..'");
        assertThat(isAccepted(dots + "a")).isTrue();
        assertThat(isAccepted("a" + dots)).isTrue();
        assertThat(isAccepted("...")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("identifierTypes")
    void every_identifier_type_keeps_the_rule_and_names_itself(String subject, Function<String, Object> constructor) {
        assertThat(constructor.apply("0190a8f3-7c1e-7b2a-9f00-5d1c2e3f4a5b"))
                .hasToString("0190a8f3-7c1e-7b2a-9f00-5d1c2e3f4a5b");
        assertThatThrownBy(() -> constructor.apply("a/b"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(subject + " must be 1 to 128 characters from A-Z a-z 0-9 - . _ ~");
        assertThatThrownBy(() -> constructor.apply("..")).isInstanceOf(InvalidValueException.class);
        assertThat(constructor.apply("A")).isNotEqualTo(constructor.apply("a"));
    }

    static Stream<Arguments> identifierTypes() {
        return Stream.of(
                Arguments.of("organisation id", (Function<String, Object>) OrgId::new),
                Arguments.of("connection id", (Function<String, Object>) ConnectionId::new),
                Arguments.of("mapping id", (Function<String, Object>) MappingId::new),
                Arguments.of("API key id", (Function<String, Object>) KeyId::new));
    }

    private static boolean isAccepted(String id) {
        try {
            return Require.id("thing", id).equals(id);
        } catch (InvalidValueException refused) {
            return false;
        }
    }

    @Test
    void an_update_is_at_the_moment_it_is_made_when_that_is_later_than_the_one_before() {
        assertThat(Require.later(Samples.NOW, Samples.NOW.minusMillis(1))).isEqualTo(Samples.NOW);
        assertThat(Require.later(Instant.ofEpochMilli(Long.MAX_VALUE), Samples.NOW))
                .isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void an_update_within_the_millisecond_of_the_one_before_or_by_a_clock_that_was_set_back_is_a_millisecond_later() {
        assertThat(Require.later(Samples.NOW, Samples.NOW)).isEqualTo(Samples.NOW.plusMillis(1));
        assertThat(Require.later(Samples.NOW.minusSeconds(60), Samples.NOW)).isEqualTo(Samples.NOW.plusMillis(1));
    }

    @Test
    void updates_are_always_later_than_the_one_before() {
        Generated.cases(200, random -> {
            Instant now = Samples.NOW.plusMillis(random.nextLong(-3, 4));
            Instant before = Samples.NOW.plusMillis(random.nextLong(-3, 4));

            assertThat(Require.later(now, before)).isAfter(before).isAfterOrEqualTo(now);
        });
    }
}

package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class QueryTest {

    private static final List<String> KNOWN = List.of("external_group", "limit", "dry_run");

    @Test
    void a_value_is_what_was_spelled_to_the_last_code_point() {
        Map.of(
                        "a", "a",
                        "a+b", "a b",
                        "a%2Bb", "a+b",
                        "a%2bb", "a+b",
                        "%00", "\u0000",
                        "%F0%9F%98%80", "\uD83D\uDE00",
                        "a%26b%3Dc=d", "a&b=c=d",
                        "", "",
                        "%25", "%",
                        "~a/b?c:d@e", "~a/b?c:d@e")
                .forEach((sent, meant) -> assertThat(
                                Query.of(KNOWN, "external_group=" + sent).get("external_group"))
                        .as(sent)
                        .contains(meant));
    }

    @Test
    void a_name_may_be_encoded_too() {
        assertThat(Query.of(KNOWN, "l%69mit=5").get("limit")).contains("5");
    }

    @Test
    void what_is_not_there_is_absent_and_what_has_no_value_is_empty() {
        assertThat(Query.of(KNOWN, "").isEmpty()).isTrue();
        assertThat(Query.of(KNOWN, "dry_run=true").isEmpty()).isFalse();
        assertThat(Query.of(KNOWN, "dry_run").get("limit")).isEmpty();
        assertThat(Query.of(KNOWN, "dry_run").get("dry_run")).contains("");
    }

    @Test
    void what_is_not_percent_encoded_utf_8_is_refused_by_the_name_of_the_parameter() {
        for (String bad : List.of(
                "%",
                "%4",
                "%zz",
                "%4g",
                "%ff",
                "%C3",
                "%C0%80",
                "%ED%A0%80",
                "%F4%90%80%80",
                "\u00e9",
                "a b",
                "%\uff11" + "1")) {
            refused("limit=1&external_group=" + bad, "'external_group'");
        }
    }

    @Test
    void what_is_unknown_is_refused_by_its_name_if_that_is_one() {
        refused("page=1", "'page'");
        refused("limit=1&page", "'page'");
        refused("LIMIT=1", "of this name");
        refused("rm_secret-key", "of this name");
        refused("%ff=1", "of this name");
        refused("&limit=1", "of this name");
        refused("limit=1&", "of this name");
    }

    @Test
    void what_is_repeated_is_refused() {
        refused("limit=1&limit=1", "'limit' must not be repeated");
        refused("limit=&l%69mit=1", "'limit' must not be repeated");
    }

    @Test
    void a_flag_is_true_or_false_and_false_when_it_is_not_there() {
        assertThat(Query.of(KNOWN, "dry_run=true").flag("dry_run")).isTrue();
        assertThat(Query.of(KNOWN, "dry_run=false").flag("dry_run")).isFalse();
        assertThat(Query.of(KNOWN, "").flag("dry_run")).isFalse();
        for (String bad : List.of("", "1", "TRUE", "yes", "true+")) {
            assertRefused(() -> Query.of(KNOWN, "dry_run=" + bad).flag("dry_run"), "'dry_run' must be true or false");
        }
    }

    @Test
    void a_number_is_in_plain_decimal_and_within_its_bounds() {
        assertThat(Query.of(KNOWN, "limit=1").integer("limit", 1, 1000)).hasValue(1);
        assertThat(Query.of(KNOWN, "limit=1000").integer("limit", 1, 1000)).hasValue(1000);
        assertThat(Query.of(KNOWN, "limit=0").integer("limit", 0, 1000)).hasValue(0);
        assertThat(Query.of(KNOWN, "").integer("limit", 1, 1000)).isEmpty();
        for (String bad : List.of(
                "0", "1001", "", "-1", "%2B1", "01", "1.0", "1e2", "+1", "1+", "%D9%A3", "99999999999999999999")) {
            assertRefused(() -> Query.of(KNOWN, "limit=" + bad).integer("limit", 1, 1000), "'limit'", "1 and 1000");
        }
    }

    @Test
    void a_value_that_breaks_a_rule_is_refused_with_the_rule() {
        assertRefused(
                () -> Query.of(KNOWN, "external_group=x").get("external_group", value -> {
                    throw new InvalidValueException("external group", "must not be empty");
                }),
                "The query parameter 'external_group' must not be empty.");
    }

    @Test
    void a_parameter_that_no_route_has_declared_is_a_mistake_of_the_route() {
        assertThatIllegalArgumentException().isThrownBy(() -> Query.none().get("limit"));
    }

    private static void refused(String raw, String told) {
        assertRefused(() -> Query.of(KNOWN, raw), told);
    }

    private static void assertRefused(ThrowingCallable reading, String... told) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().type().status()).isEqualTo(400))
                .hasMessageContainingAll(told);
    }
}

package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.http.shared.edge.PageToken.Position;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PageTokenTest {

    private static final List<String> LIST = List.of("acme", "okta", "", "7");
    private static final Position POSITION = new Position(1_700_000_000_123L, "018f-abc");

    @Test
    void a_token_leads_back_to_its_position() {
        Random random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            Position position = new Position(random.nextLong(), "\u00e9\uD83D\uDE00" + "x".repeat(random.nextInt(200)));

            String token = PageToken.encode(LIST, position);

            assertThat(token).matches("[A-Za-z0-9_-]+");
            assertThat(PageToken.decode(LIST, token)).isEqualTo(position);
        }
    }

    @Test
    void no_character_can_be_changed_inserted_or_left_out() {
        String token = PageToken.encode(LIST, POSITION);
        for (int i = 0; i <= token.length(); i++) {
            for (char c = 0; c < 0x180; c++) {
                assertRefused(LIST, token.substring(0, i) + c + token.substring(i));
                if (i < token.length() && c != token.charAt(i)) {
                    assertRefused(LIST, token.substring(0, i) + c + token.substring(i + 1));
                }
            }
            if (i < token.length()) {
                assertRefused(LIST, token.substring(0, i) + token.substring(i + 1));
                assertRefused(LIST, token.substring(0, i));
                assertRefused(LIST, token.substring(i + 1));
            }
        }
    }

    @Test
    void bits_that_mean_nothing_and_padding_are_no_other_spellings() {
        // 1 to 3 characters of an id give every length modulo 3.
        for (String id : List.of("a", "ab", "abc")) {
            String token = PageToken.encode(LIST, new Position(1, id));
            char last = token.charAt(token.length() - 1);
            for (char c = '0'; c <= 'z'; c++) {
                if (c != last) {
                    assertRefused(LIST, token.substring(0, token.length() - 1) + c);
                }
            }
            assertRefused(LIST, token + "=");
            assertRefused(LIST, token + "==");
        }
    }

    @Test
    void a_token_is_good_for_its_own_list_only() {
        String token = PageToken.encode(LIST, POSITION);
        for (List<String> other : List.of(
                List.of("acme", "okta", "7", ""),
                List.of("acme", "okta", ""),
                List.of("acmeo", "kta", "", "7"),
                List.of("acme", "okta", "", "8"),
                List.of("acme", "okta", "", "7", ""),
                List.<String>of())) {
            assertRefused(other, token);
        }
    }

    @Test
    void what_never_was_a_token_is_refused() {
        for (String text : List.of("", "AQ", "a".repeat(2_000_000), "\u0000", "not a token")) {
            assertRefused(LIST, text);
        }
    }

    private static void assertRefused(List<String> list, String text) {
        assertThatThrownBy(() -> PageToken.decode(list, text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().type().status()).isEqualTo(400))
                .hasMessageContaining("'page_token'");
    }
}

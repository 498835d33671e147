package io.rolemap.domain.mapping;

import static io.rolemap.domain.mapping.GroupDifference.DN_SPELLING;
import static io.rolemap.domain.mapping.GroupDifference.INVISIBLE_CHARACTERS;
import static io.rolemap.domain.mapping.GroupDifference.LEADING_SLASH;
import static io.rolemap.domain.mapping.GroupDifference.LETTER_CASE;
import static io.rolemap.domain.mapping.GroupDifference.NORMALIZATION;
import static io.rolemap.domain.mapping.GroupDifference.PATH_PREFIX;
import static io.rolemap.domain.mapping.GroupDifference.WHITE_SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.testkit.Generated;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupDifferenceTest {

    private static final Set<GroupDifference> OF_SPELLING = EnumSet.range(INVISIBLE_CHARACTERS, LEADING_SLASH);

    private static final List<Set<GroupDifference>> SUBSETS = IntStream.range(0, 1 << OF_SPELLING.size())
            .mapToObj(bits -> OF_SPELLING.stream()
                    .filter(difference -> (bits >> difference.ordinal() & 1) == 1)
                    .collect(Collectors.toSet()))
            .toList();

    private static final int CASES = 2_000;

    @ParameterizedTest
    @MethodSource("lookAlikes")
    void says_in_what_look_alikes_differ_and_no_more(String one, String other, Set<GroupDifference> differences) {
        assertThat(between(one, other)).isEqualTo(differences);
    }

    static Stream<Arguments> lookAlikes() {
        return Stream.of(
                differing("Admins", "admins", LETTER_CASE),
                differing("GROSSE STRASSE", "große Straße", LETTER_CASE),
                differing("STRAẞE", "straße", LETTER_CASE),
                differing("STRAẞE", "STRASSE", LETTER_CASE),
                differing("ΟΔΟΣ", "οδος", LETTER_CASE),
                differing("ΟΔΟΣ", "οδοσ", LETTER_CASE),
                differing("οδος", "οδοσ", LETTER_CASE),
                // What a directory in Turkish, in English, and one that knows of neither make of the same word.
                differing("İSTANBUL", "istanbul", LETTER_CASE),
                differing("İSTANBUL", "i\u0307stanbul", LETTER_CASE),
                differing("ISTANBUL", "ıstanbul", LETTER_CASE),
                differing("ISTANBUL", "istanbul", LETTER_CASE),
                differing("Ǆ", "ǅ", LETTER_CASE),
                differing("Café", "Cafe\u0301", NORMALIZATION),
                differing("ﬁnance", "finance", NORMALIZATION),
                differing("Ａｄｍｉｎｓ", "Admins", NORMALIZATION),
                differing("Ω", "\u2126", NORMALIZATION),
                differing("각", "\u1100\u1161\u11A8", NORMALIZATION),
                differing("team①", "team1", NORMALIZATION),
                differing("Admins", "Admins ", WHITE_SPACE),
                differing("Admins", " Admins", WHITE_SPACE),
                differing("Admins", "\tAdmins\r\n", WHITE_SPACE),
                differing("Domain Admins", "Domain  Admins", WHITE_SPACE),
                differing("Domain Admins", "Domain\u00A0Admins", WHITE_SPACE),
                differing("Domain Admins", "Domain\u3000Admins", WHITE_SPACE),
                differing("Domain Admins", "Domain\u0085Admins", WHITE_SPACE),
                differing("Domain Admins", "Domain\u2028Admins", WHITE_SPACE),
                differing("Admins", "Ad\u200Bmins", INVISIBLE_CHARACTERS),
                differing("Admins", "\uFEFFAdmins", INVISIBLE_CHARACTERS),
                differing("Admins", "Ad\u00ADmins", INVISIBLE_CHARACTERS),
                differing("Admins", "Admins\u0001", INVISIBLE_CHARACTERS),
                differing("Admins", "Admins\u034F", INVISIBLE_CHARACTERS),
                differing("Admins", "Admins\u3164", INVISIBLE_CHARACTERS),
                differing("Admins", "Admins\uDB40\uDC41", INVISIBLE_CHARACTERS),
                differing("مدراء", "مدراء\u200F", INVISIBLE_CHARACTERS),
                differing("Admins", "\u202EAdmins\u202C", INVISIBLE_CHARACTERS),
                differing("\u2764 team", "\u2764\uFE0F team", INVISIBLE_CHARACTERS),
                differing("👩\u200D💻", "👩💻", INVISIBLE_CHARACTERS),
                differing("CN=Ops,DC=acme", "CN=Ops, DC=acme", DN_SPELLING),
                differing("CN=Ops,DC=acme", "cn=Ops,dc=acme", DN_SPELLING),
                differing("CN=Ops,DC=acme", "CN = Ops ; DC = acme", DN_SPELLING),
                differing("CN=Ops,DC=acme", " CN=Ops,DC=acme", DN_SPELLING),
                differing("CN=Ops, DC=acme", "CN=Ops,  DC=acme", DN_SPELLING),
                differing("CN=Ops\\, EMEA,DC=acme", "CN=Ops\\2C EMEA,DC=acme", DN_SPELLING),
                differing("CN=Ops\\, EMEA,DC=acme", "CN=\"Ops, EMEA\",DC=acme", DN_SPELLING),
                differing("CN=Müller,DC=acme", "CN=M\\C3\\BCller,DC=acme", DN_SPELLING),
                differing("CN=a+OU=b", "OU=b+CN=a", DN_SPELLING),
                differing("CN=a\\ ", "CN=a\\20", DN_SPELLING),
                differing("/admins", "admins", LEADING_SLASH),
                differing("\\admins", "admins", LEADING_SLASH),
                differing("\\\\admins", "admins", LEADING_SLASH),
                differing("/acme/admins", "acme/admins", LEADING_SLASH),
                differing("/acme/admins", "admins", PATH_PREFIX),
                differing("acme/eu/admins", "admins", PATH_PREFIX),
                differing("ACME\\Admins", "Admins", PATH_PREFIX),
                differing("https://idp.example/groups/7", "7", PATH_PREFIX),
                differing("/env=prod/admins", "admins", PATH_PREFIX));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void says_all_of_several_differences(String one, String other, Set<GroupDifference> differences) {
        assertThat(between(one, other)).isEqualTo(differences);
    }

    static Stream<Arguments> combinations() {
        return Stream.of(
                differing("Admins", " admins", WHITE_SPACE, LETTER_CASE),
                differing("Admins", "\uFEFFadmins", INVISIBLE_CHARACTERS, LETTER_CASE),
                differing("CAFÉ", "cafe\u0301", NORMALIZATION, LETTER_CASE),
                differing("Cafe\u0301", "\u200BCafé ", INVISIBLE_CHARACTERS, WHITE_SPACE, NORMALIZATION),
                differing("CN=Ops,DC=acme", "cn=ops, dc=ACME", DN_SPELLING, LETTER_CASE),
                differing("CN=Cafe\\CC\\81,DC=acme", "cn=Café,dc=acme", DN_SPELLING, NORMALIZATION),
                differing("CN=a\\E2\\80\\8Bb,OU=c", "CN=ab, OU=c", INVISIBLE_CHARACTERS, DN_SPELLING),
                differing("CN=a\\20\\20b,OU=c", "CN=a b, OU=c", DN_SPELLING, WHITE_SPACE),
                differing("CN=b+cn=A,OU=x", "CN=B+cn=a,OU=x", LETTER_CASE),
                differing(
                        "\uFEFFCN=Ops,\u00A0DC=acme", "CN=Ops,DC=acme", INVISIBLE_CHARACTERS, DN_SPELLING, WHITE_SPACE),
                differing("/CN=Ops, DC=acme", "CN=Ops,DC=acme", DN_SPELLING, LEADING_SLASH),
                differing(" /admins", "admins", WHITE_SPACE, LEADING_SLASH),
                differing("/ admins", "admins", WHITE_SPACE, LEADING_SLASH),
                differing("/Admins", "admins", LETTER_CASE, LEADING_SLASH),
                differing("/acme/admins", "/admins", LEADING_SLASH, PATH_PREFIX),
                differing("/acme/engineering/admins", "/engineering/admins", LEADING_SLASH, PATH_PREFIX),
                differing("acme/emea/IT/Admins", "it/admins", LETTER_CASE, PATH_PREFIX),
                differing("/a/b/c/d/e/f/g/h", "b/c/d/e/f/g/h", PATH_PREFIX),
                differing("ACME\\Domain Admins", "domain  admins", WHITE_SPACE, LETTER_CASE, PATH_PREFIX));
    }

    @ParameterizedTest
    @MethodSource("unlike")
    void groups_that_nobody_takes_for_each_other_have_no_differences_to_overlook(String one, String other) {
        assertThat(between(one, other)).isEmpty();
    }

    static Stream<Arguments> unlike() {
        return Stream.of(
                Arguments.of("admins", "admin"),
                Arguments.of("Domain Admins", "DomainAdmins"),
                Arguments.of("Admins", "Аdmins"),
                Arguments.of("Cafe", "Café"),
                Arguments.of("/acme/admins", "/other/admins"),
                Arguments.of("acme/admins", "acme"),
                Arguments.of("admins/", "admins"),
                Arguments.of("acme-admins", "admins"),
                Arguments.of("CN=Ops,DC=acme", "DC=acme,CN=Ops"),
                Arguments.of("CN=Ops,DC=acme", "CN=Ops"),
                Arguments.of("CN=Ops,DC=acme", "Ops"),
                Arguments.of("CN=a/b,DC=acme", "b,DC=acme"),
                Arguments.of("CN=Ops\\,EMEA", "EMEA"),
                Arguments.of("CN=a\\,DC=b", "CN=a,DC=b"),
                Arguments.of("🏢", "🏠"));
    }

    @Test
    void a_group_does_not_differ_from_itself() {
        Generated.cases(CASES, random -> {
            String text = LookAlikes.text(random);

            assertThat(between(text, text)).isEmpty();
        });
    }

    @Test
    void the_order_of_the_two_makes_no_difference() {
        forGeneratedPairs((one, other) -> assertThat(between(one, other)).isEqualTo(between(other, one)));
    }

    @Test
    void overlooking_what_it_says_makes_one_of_the_other() {
        forGeneratedPairs((one, other) -> {
            Set<GroupDifference> differences = between(one, other);
            if (!differences.isEmpty()) {
                assertThat(one).isNotEqualTo(other);
                assertThat(areSame(one, other, differences))
                        .as("'%s' and '%s' but for %s", one, other, differences)
                        .isTrue();
            }
        });
    }

    @Test
    void nothing_less_makes_one_of_the_other() {
        forGeneratedPairs((one, other) -> {
            Set<GroupDifference> differences = between(one, other);

            Set<GroupDifference> prefix =
                    differences.contains(PATH_PREFIX) ? EnumSet.of(PATH_PREFIX) : EnumSet.noneOf(GroupDifference.class);
            assertThat(SUBSETS)
                    .map(fewer -> union(prefix, fewer))
                    .filteredOn(fewer -> fewer.size() < differences.size())
                    .noneMatch(fewer -> areSame(one, other, fewer));
        });
    }

    @Test
    void what_overlooking_one_thing_makes_the_same_stays_the_same_when_more_is_overlooked() {
        forGeneratedPairs((one, other) -> SUBSETS.stream()
                .filter(fewer -> areSame(one, other, fewer))
                .forEach(fewer -> assertThat(between(one, other).isEmpty())
                        .as("'%s' and '%s' but for %s", one, other, fewer)
                        .isEqualTo(one.equals(other))));
    }

    @Test
    void groups_resemble_each_other_if_and_only_if_their_skeletons_say_so() {
        forGeneratedPairs((one, other) -> {
            GroupSkeleton skeleton = skeleton(one);
            GroupSkeleton otherSkeleton = skeleton(other);
            boolean alike = skeleton.equals(otherSkeleton)
                    || endings(one).contains(otherSkeleton)
                    || endings(other).contains(skeleton);

            assertThat(!between(one, other).isEmpty())
                    .as("'%s' and '%s'", one, other)
                    .isEqualTo(alike && !one.equals(other));
        });
    }

    @Test
    void plain_text_is_read_no_differently_for_something_invisible_at_its_end() {
        Generated.cases(CASES, random -> {
            String plain = LookAlikes.text(random).replaceAll("[^ -~]", "=");

            assertThat(skeleton(plain + "\u200b")).as(plain).isEqualTo(skeleton(plain));
        });
    }

    @Test
    void generated_pairs_differ_in_everything_there_is() {
        Set<GroupDifference> met = EnumSet.noneOf(GroupDifference.class);

        forGeneratedPairs((one, other) -> met.addAll(between(one, other)));

        assertThat(met).containsExactlyInAnyOrder(GroupDifference.values());
    }

    @Test
    void a_label_is_the_name_in_lower_case() {
        assertThat(GroupDifference.values())
                .extracting(GroupDifference::label)
                .containsExactlyInAnyOrder(
                        "invisible_characters",
                        "dn_spelling",
                        "white_space",
                        "normalization",
                        "letter_case",
                        "leading_slash",
                        "path_prefix");
    }

    @Test
    void labels_do_not_depend_on_the_language_of_the_machine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr"));
        try {
            assertThat(INVISIBLE_CHARACTERS.label()).isEqualTo("invisible_characters");
            assertThat(between("ADMIN", "admin")).containsExactly(LETTER_CASE);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Arguments differing(String one, String other, GroupDifference... differences) {
        return Arguments.of(one, other, EnumSet.copyOf(Arrays.asList(differences)));
    }

    private static Set<GroupDifference> between(String one, String other) {
        return GroupDifference.between(new ExternalGroup(one), new ExternalGroup(other));
    }

    private static boolean areSame(String one, String other, Set<GroupDifference> overlooked) {
        Set<GroupDifference> spelling = new HashSet<>(overlooked);
        if (!spelling.remove(PATH_PREFIX)) {
            return foldToTheSame(one, other, spelling);
        }
        return GroupSkeleton.endings(one).stream().anyMatch(ending -> foldToTheSame(ending, other, spelling))
                || GroupSkeleton.endings(other).stream().anyMatch(ending -> foldToTheSame(one, ending, spelling));
    }

    private static boolean foldToTheSame(String one, String other, Set<GroupDifference> overlooked) {
        return GroupSkeleton.folded(one, overlooked).equals(GroupSkeleton.folded(other, overlooked));
    }

    private static Set<GroupDifference> union(Set<GroupDifference> some, Set<GroupDifference> others) {
        Set<GroupDifference> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static GroupSkeleton skeleton(String group) {
        return GroupSkeleton.of(new ExternalGroup(group));
    }

    private static List<GroupSkeleton> endings(String group) {
        return GroupSkeleton.ofEndings(new ExternalGroup(group));
    }

    /** One half look-alikes by what was done to a text, the other half by chance. */
    private static void forGeneratedPairs(BiConsumer<String, String> property) {
        Generated.cases(CASES, random -> {
            String one = LookAlikes.text(random);
            String other = random.nextBoolean() ? LookAlikes.altered(random, one) : LookAlikes.text(random);
            property.accept(one, other);
        });
    }
}

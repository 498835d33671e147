package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.ConnectionReference.ByKey;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link MappingLookup} keeps to, and what the mappings on the same storage keep to because of it: where
 * look-alikes are found, an insert tells of them. The test of an adapter that has a lookup extends this class and supplies
 * its ports.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a connection is found by its id or its provider key, enabled or not, as it is stored, and together with its
 *     mappings as they were at the same moment;
 * <li>the connection of another organisation is as unknown as one that nobody has;
 * <li>the mappings that have one of the groups are found, code point for code point, at any length, and of any number of
 *     groups; none of another connection is, and none twice;
 * <li>mappings that resemble a group are found when they are wanted, and only then: those of its skeleton, those of the
 *     skeleton of its last segment, and those whose last segment has its skeleton; of each kind as many as
 *     {@link MappingLookup#MOST_OF_ONE_SKELETON} for each group, if there are that many;
 * <li>what is committed is found at once, what is removed is not found any more, and a transaction finds what it wrote
 *     itself;
 * <li>an insert tells all neighbours of the new mapping that were there before, oldest first.
 * </ul>
 */
public abstract class MappingLookupContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final OrgId GLOBEX = new OrgId("globex");
    private static final int MOST = MappingLookup.MOST_OF_ONE_SKELETON;
    private static final String GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

    private final SequentialIds ids = new SequentialIds("c-");
    private LookupPorts ports;
    private Connection okta;

    /** For the test that extends it. */
    protected MappingLookupContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract LookupPorts emptyStorage();

    @BeforeEach
    final void connect() {
        Requirements.checkParameterizedTests();
        ports = emptyStorage();
        okta = connect(Samples.connection("acme", "okta"));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return ports.transactions().inTransaction(work);
    }

    private Connection connect(Connection connection) {
        inTransaction(() -> ports.connections().insert(connection));
        return connection;
    }

    private Connection another() {
        return connect(Samples.connection("acme", ids.newId()));
    }

    private Insertion insert(GroupRoleMapping mapping) {
        return inTransaction(() -> ports.mappings().insert(mapping));
    }

    /** As a whole set, which is quick for thousands. */
    private void insertAll(Connection connection, List<GroupRoleMapping> mappings) {
        inTransaction(() -> {
            ports.mappings().listExclusively(connection.org(), connection.id());
            return ports.mappings()
                    .apply(connection.org(), connection.id(), new MappingChanges(mappings, List.of(), List.of(), 0));
        });
    }

    private List<GroupRoleMapping> insertAll(Connection connection, String... groups) {
        List<GroupRoleMapping> mappings = mappings(connection, List.of(groups));
        insertAll(connection, mappings);
        return mappings;
    }

    private static List<GroupRoleMapping> mappings(Connection connection, List<String> groups) {
        return IntStream.range(0, groups.size())
                .mapToObj(index -> Samples.mapping(connection, "m%05d".formatted(index), groups.get(index), index))
                .toList();
    }

    private static Set<ExternalGroup> groups(List<String> values) {
        return values.stream().map(ExternalGroup::new).collect(Collectors.toUnmodifiableSet());
    }

    private List<GroupMapping> found(Connection connection, boolean withResembling, List<String> groups) {
        return ports.lookup()
                .lookUp(connection.org(), new ById(connection.id()), groups(groups), withResembling)
                .orElseThrow()
                .mappings();
    }

    private List<GroupMapping> exactly(Connection connection, String... groups) {
        return found(connection, false, List.of(groups));
    }

    private List<GroupMapping> resembling(Connection connection, String... groups) {
        return found(connection, true, List.of(groups));
    }

    private Optional<Connection> connection(OrgId org, ConnectionReference reference) {
        return ports.lookup().lookUp(org, reference, Set.of(), true).map(MappingLookup.Found::connection);
    }

    private static GroupMapping[] told(GroupRoleMapping... mappings) {
        return Arrays.stream(mappings).map(GroupMapping::of).toArray(GroupMapping[]::new);
    }

    private static List<GroupMapping> told(List<GroupRoleMapping> mappings) {
        return mappings.stream().map(GroupMapping::of).toList();
    }

    @Test
    void a_connection_is_found_by_its_id_and_by_its_provider_key() {
        Connection entra = connect(Samples.connection("acme", "entra", "key-of-entra"));

        assertThat(connection(ACME, new ById(entra.id()))).contains(entra);
        assertThat(connection(ACME, new ByKey(entra.providerKey()))).contains(entra);
        assertThat(connection(ACME, new ById(okta.id()))).contains(okta);
    }

    @Test
    void a_connection_is_told_as_it_is_stored_disabled_ones_included() {
        Connection disabled = connect(new Connection(
                new ConnectionId("okta-1._~"),
                ACME,
                ProviderKind.SAML,
                new ProviderKey("key-of-saml"),
                Optional.of(new DisplayName(" Acme \ud83d\ude80 \u0045\u0301 ")),
                new GroupsClaim("/realm_access/groups ~0"),
                Optional.of(new RoleId(Long.MIN_VALUE)),
                false,
                Optional.empty(),
                Samples.NOW,
                Samples.NOW.plusMillis(1)));
        List<GroupRoleMapping> mappings = insertAll(disabled, "Admins");

        for (ConnectionReference reference : List.of(new ById(disabled.id()), new ByKey(disabled.providerKey()))) {
            assertThat(ports.lookup().lookUp(ACME, reference, groups(List.of("Admins")), true))
                    .contains(new MappingLookup.Found(disabled, told(mappings)));
        }
    }

    @Test
    void a_connection_that_nobody_has_is_not_found() {
        assertThat(connection(ACME, new ById(new ConnectionId("unknown")))).isEmpty();
        assertThat(connection(ACME, new ById(new ConnectionId("OKTA")))).isEmpty();
        assertThat(connection(ACME, new ByKey(new ProviderKey("unknown")))).isEmpty();
        assertThat(connection(new OrgId("unknown"), new ById(okta.id()))).isEmpty();
    }

    @Test
    void the_connection_of_another_organisation_is_as_unknown_as_one_that_nobody_has() {
        Connection foreign = connect(Samples.connection("globex", "theirs"));
        insertAll(foreign, "Admins");

        for (boolean withResembling : new boolean[] {false, true}) {
            assertThat(ports.lookup().lookUp(ACME, new ById(foreign.id()), groups(List.of("Admins")), withResembling))
                    .isEmpty();
            assertThat(ports.lookup()
                            .lookUp(ACME, new ByKey(foreign.providerKey()), groups(List.of("Admins")), withResembling))
                    .isEmpty();
        }
    }

    @Test
    void of_connections_with_one_id_that_of_the_organisation_is_found() {
        Connection theirs = connect(Samples.connection("globex", "okta"));

        assertThat(connection(ACME, new ById(okta.id()))).contains(okta);
        assertThat(connection(GLOBEX, new ById(okta.id()))).contains(theirs);
    }

    @Test
    void without_groups_there_is_the_connection_alone() {
        insertAll(okta, "Admins", " ");

        assertThat(exactly(okta)).isEmpty();
        assertThat(connection(ACME, new ById(okta.id()))).contains(okta);
    }

    @Test
    void the_mappings_of_the_groups_are_found_and_no_others() {
        List<GroupRoleMapping> mappings = insertAll(okta, "Admins", "Users", "Payroll");

        assertThat(exactly(okta, "Users", "nobody mapped this", "Admins"))
                .containsExactlyInAnyOrder(told(mappings.get(0), mappings.get(1)));
        assertThat(exactly(okta, "nobody mapped this")).isEmpty();
    }

    @Test
    void a_connection_without_mappings_is_found_with_none() {
        assertThat(exactly(okta, "Admins")).isEmpty();
        assertThat(resembling(okta, "Admins")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 9_007_199_254_740_993L, Long.MAX_VALUE})
    void every_64_bit_role_is_told_exactly(long role) {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins", role);
        insert(mapping);

        assertThat(exactly(okta, "Admins")).containsExactly(told(mapping));
        assertThat(resembling(okta, "admins")).containsExactly(told(mapping));
    }

    @Test
    void groups_that_merely_look_alike_are_different_groups() {
        List<GroupRoleMapping> mappings = insertAll(okta, MappingSentences.LOOKALIKES.toArray(String[]::new));

        for (GroupRoleMapping mapping : mappings) {
            assertThat(exactly(okta, mapping.externalGroup().value()))
                    .as("group %s", mapping.id())
                    .containsExactly(told(mapping));
        }
        assertThat(found(okta, false, MappingSentences.LOOKALIKES)).containsExactlyInAnyOrderElementsOf(told(mappings));
    }

    @Test
    void a_group_that_looks_like_a_mapped_one_is_not_mapped() {
        for (String mapped : MappingSentences.LOOKALIKES) {
            Connection connection = another();
            insertAll(connection, mapped);
            List<String> others = MappingSentences.LOOKALIKES.stream()
                    .filter(Predicate.not(mapped::equals))
                    .toList();

            assertThat(found(connection, false, others))
                    .as("mapped is %s", mapped)
                    .isEmpty();
        }
    }

    @Test
    void the_longest_groups_are_told_apart_by_their_last_code_point() {
        String common = "\ud83d\ude80".repeat(1023);
        List<GroupRoleMapping> mappings = insertAll(okta, common + "\ud83d\ude80", common + "\ud83d\ude81");

        assertThat(exactly(okta, common + "\ud83d\ude81")).containsExactly(told(mappings.get(1)));
        assertThat(exactly(okta, common, common + "\ud83d\ude82")).isEmpty();
    }

    @Test
    void the_longest_groups_are_found_for_their_resemblance_too() {
        assertResembling("\ud83d\ude80".repeat(1023) + "A", "\ud83d\ude80".repeat(1023) + "a");
        // Of the code points that NFKC takes apart, the one into most others.
        assertResembling("\ufdfa".repeat(1023) + "A", "\ufdfa".repeat(1023) + "a");
        assertResembling("x".repeat(1022) + "/a", "A");
    }

    @Test
    void random_groups_of_every_length_are_found_code_point_for_code_point() {
        Generated.cases(5, random -> {
            Connection connection = another();
            Set<String> groups = new HashSet<>();
            for (int count = 0; count < 20; count++) {
                int codePoints = random.nextInt(4) == 0 ? ExternalGroup.MAX_CODE_POINTS : random.nextInt(1, 200);
                groups.add(Generated.text(random, codePoints));
            }
            List<GroupRoleMapping> mappings = insertAll(connection, groups.toArray(String[]::new));

            assertThat(found(connection, false, List.copyOf(groups)))
                    .containsExactlyInAnyOrderElementsOf(told(mappings));
            for (GroupRoleMapping mapping : mappings) {
                assertThat(exactly(connection, mapping.externalGroup().value())).containsExactly(told(mapping));
            }
        });
    }

    @Test
    void no_mapping_of_another_connection_or_organisation_is_found() {
        Connection entra = connect(Samples.connection("acme", "entra"));
        Connection foreign = connect(Samples.connection("globex", "okta"));
        insertAll(entra, "Admins", "admins", "/it/admins");
        insertAll(foreign, "Admins", "admins", "/it/admins");
        GroupRoleMapping ours = Samples.mapping(okta, "ours", "Admins", 99);
        insert(ours);

        assertThat(exactly(okta, "Admins", "admins")).containsExactly(told(ours));
        assertThat(resembling(okta, "Admins", "admins")).containsExactly(told(ours));
        assertThat(resembling(okta, "/it/admins")).containsExactly(told(ours));
    }

    /** Whichever of the two is mapped: somebody who comes with the other one is shown it, if that is wanted. */
    private void assertResembling(String one, String other) {
        assertFoundFor(one, other);
        assertFoundFor(other, one);
    }

    private void assertFoundFor(String asked, String mapped) {
        Connection connection = another();
        List<GroupRoleMapping> mappings = insertAll(connection, mapped);

        assertThat(resembling(connection, asked))
                .as("resembling <%s>", asked)
                .containsExactlyElementsOf(told(mappings));
        assertThat(exactly(connection, asked)).as("exactly <%s>", asked).isEmpty();
    }

    @Test
    void what_differs_in_letter_case_is_found_when_it_is_wanted() {
        assertResembling("Admins", "aDMINS");
        assertResembling("stra\u00dfe", "STRASSE");
        assertResembling("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3");
    }

    @Test
    void what_differs_in_its_normalisation_form_is_found_when_it_is_wanted() {
        assertResembling("\u00c9quipe", "E\u0301quipe");
        assertResembling("\ufb01nance", "finance");
        assertResembling("\uff21dmins", "Admins");
    }

    @Test
    void what_differs_in_white_space_is_found_when_it_is_wanted() {
        assertResembling("Admins", "  Admins\t");
        assertResembling("Payroll Team", "Payroll\u00a0  Team");
        assertResembling(" ", "  ");
    }

    @Test
    void what_differs_in_invisible_characters_is_found_when_it_is_wanted() {
        assertResembling("Admins", "Ad\u00admins");
        assertResembling("Admins", "\ufeffAdmins\u200b");
        assertResembling("\u200b", "\u200d");
    }

    @Test
    void one_distinguished_name_in_two_spellings_is_found_when_it_is_wanted() {
        assertResembling("CN=Admins,OU=Groups,DC=example", "cn=Admins, ou=Groups, dc=example");
        assertResembling("CN=Doe\\, Jane,DC=example", "CN=\"Doe, Jane\",DC=example");
    }

    @Test
    void what_differs_in_a_leading_slash_is_found_when_it_is_wanted() {
        assertResembling("/Admins", "Admins");
        assertResembling("\\Admins", "Admins");
        assertResembling("/acme/Admins", "acme/Admins");
    }

    @Test
    void a_path_is_found_for_its_last_segment_and_the_other_way_round_when_it_is_wanted() {
        assertResembling("/acme/it/Admins", "Admins");
        assertResembling("CORP\\Admins", "Admins");
        assertResembling("https://acme.example/groups/Admins", "Admins");
    }

    @Test
    void a_path_is_found_for_its_ending_and_the_other_way_round_when_it_is_wanted() {
        assertResembling("/acme/it/Admins", "/it/Admins");
        assertResembling("acme/emea/it/admins", "it/Admins");
        assertResembling("forest/CORP\\Admins", "CORP\\Admins");
    }

    @Test
    void a_path_is_found_for_its_ending_among_a_hundred_that_end_in_the_same_segment() {
        int last = MappingLookup.MOST_OF_ONE_SEGMENT - 1;
        List<GroupRoleMapping> teams = insertAll(
                okta,
                IntStream.rangeClosed(0, last)
                        .mapToObj(index -> "/acme/team " + index + "/Admins")
                        .toArray(String[]::new));

        assertThat(resembling(okta, "/team " + last + "/admins")).contains(told(teams.get(last)));
    }

    @Test
    void what_differs_in_everything_at_once_is_found_when_it_is_wanted() {
        assertResembling("/acme/it/\u00c9QUIPE  Rouge", "\u200b e\u0301quipe rouge");
    }

    @Test
    void what_is_wanted_for_its_resemblance_comes_beside_the_groups_themselves_and_nothing_comes_twice() {
        List<GroupRoleMapping> mappings =
                insertAll(okta, "Admins", "admins", "/it/Admins", "/hr/admins", "Users", "\u00e9quipe");

        assertThat(resembling(okta, "Admins", "ADMINS", "/it/Admins", "Users"))
                .containsExactlyInAnyOrder(
                        told(mappings.get(0), mappings.get(1), mappings.get(2), mappings.get(3), mappings.get(4)));
    }

    @Test
    void of_many_look_alikes_at_least_ten_of_each_kind_are_found_for_each_group() {
        List<GroupRoleMapping> ofOneSkeleton = IntStream.range(0, 30)
                .mapToObj(index -> Samples.mapping(okta, "skeleton-" + index, " ".repeat(index + 1) + "Admins"))
                .toList();
        List<GroupRoleMapping> ofOneLastSegment = IntStream.range(0, 30)
                .mapToObj(index -> Samples.mapping(okta, "segment-" + index, "/team " + index + "/Admins"))
                .toList();
        List<GroupRoleMapping> ofAnotherSkeleton = IntStream.range(0, 30)
                .mapToObj(index -> Samples.mapping(okta, "other-" + index, "Users" + " ".repeat(index + 1)))
                .toList();
        insertAll(
                okta,
                Stream.of(ofOneSkeleton, ofOneLastSegment, ofAnotherSkeleton)
                        .flatMap(List::stream)
                        .toList());

        assertThat(resembling(okta, "admins", "users"))
                .satisfies(found -> assertThat(among(ofOneSkeleton, found)).hasSizeGreaterThanOrEqualTo(MOST))
                .satisfies(found -> assertThat(among(ofOneLastSegment, found)).hasSizeGreaterThanOrEqualTo(MOST))
                .satisfies(found -> assertThat(among(ofAnotherSkeleton, found)).hasSizeGreaterThanOrEqualTo(MOST))
                .doesNotHaveDuplicates();
        assertThat(resembling(okta, "/somewhere/admins"))
                .satisfies(found -> assertThat(among(ofOneSkeleton, found)).hasSizeGreaterThanOrEqualTo(MOST))
                .doesNotHaveDuplicates();
    }

    private static List<GroupMapping> among(List<GroupRoleMapping> mappings, List<? extends GroupMapping> found) {
        List<GroupMapping> both = new ArrayList<>(found);
        both.retainAll(told(mappings));
        return both;
    }

    @Test
    void a_group_that_is_mapped_is_found_among_however_many_look_alikes() {
        List<String> lookAlikes = IntStream.range(0, 30)
                .mapToObj(index -> "Admins" + " ".repeat(index))
                .toList();
        List<GroupRoleMapping> mappings = insertAll(okta, lookAlikes.toArray(String[]::new));

        for (GroupRoleMapping mapping : mappings) {
            assertThat(resembling(okta, mapping.externalGroup().value())).contains(told(mapping));
        }
        assertThat(found(okta, true, lookAlikes)).containsExactlyInAnyOrderElementsOf(told(mappings));
    }

    @Test
    void a_look_up_finds_what_a_look_at_every_mapping_would() {
        Generated.cases(20, random -> {
            Connection connection = another();
            List<String> mapped = spelledSomehow(random, random.nextInt(60));
            List<GroupRoleMapping> mappings = insertAll(connection, mapped.toArray(String[]::new));
            List<String> asked = spelledSomehow(random, random.nextInt(1, 12));
            List<GroupMapping> ofTheGroups = told(mappings.stream()
                    .filter(mapping -> asked.contains(mapping.externalGroup().value()))
                    .toList());

            assertThat(found(connection, false, asked)).containsExactlyInAnyOrderElementsOf(ofTheGroups);
            assertThat(found(connection, true, asked))
                    .doesNotHaveDuplicates()
                    .isSubsetOf(told(mappings))
                    .containsAll(ofTheGroups)
                    .satisfies(found -> groups(asked)
                            .forEach(group -> kindsOfResemblance(group)
                                    .map(kind -> mappings.stream()
                                            .filter(mapping -> kind.test(mapping.externalGroup()))
                                            .toList())
                                    .forEach(like -> assertThat(among(like, found))
                                            .as("for <%s>", group)
                                            .hasSizeGreaterThanOrEqualTo(Math.min(MOST, like.size())))));
        });
    }

    private static Stream<Predicate<ExternalGroup>> kindsOfResemblance(ExternalGroup asked) {
        GroupSkeleton skeleton = GroupSkeleton.of(asked);
        return Stream.of(
                mapped -> GroupSkeleton.of(mapped).equals(skeleton),
                mapped -> GroupSkeleton.ofEndings(asked).contains(GroupSkeleton.of(mapped)),
                mapped -> GroupSkeleton.ofLastSegment(mapped).equals(Optional.of(skeleton)),
                mapped -> GroupSkeleton.ofLastSegment(mapped)
                        .filter(segment -> GroupSkeleton.ofLastSegment(asked).equals(Optional.of(segment)))
                        .isPresent());
    }

    /** At most so many different groups of a few names, each in a way that somebody may spell it. */
    private static List<String> spelledSomehow(RandomGenerator random, int atMost) {
        List<String> names = List.of("Admins", "Payroll Team", "\u00c9quipe", "CN=Admins,OU=IT");
        List<UnaryOperator<String>> spellings = List.of(
                name -> name.toLowerCase(Locale.ROOT),
                name -> name.toUpperCase(Locale.ROOT),
                name -> Normalizer.normalize(name, Normalizer.Form.NFD),
                name -> " " + name,
                name -> name + "\u00a0",
                name -> name.replace(" ", "  "),
                name -> name.replace(",", ", "),
                name -> "\u200b" + name,
                name -> "/" + name,
                name -> "/it/" + name,
                name -> "CORP\\" + name);
        return Stream.generate(() -> {
                    String name = names.get(random.nextInt(names.size()));
                    for (int step = random.nextInt(4); step > 0; step--) {
                        name = spellings.get(random.nextInt(spellings.size())).apply(name);
                    }
                    return name;
                })
                .limit(atMost)
                .distinct()
                .toList();
    }

    @Test
    void thousands_of_groups_are_looked_up_in_one_call() {
        List<String> mapped =
                IntStream.range(0, 10_000).mapToObj(index -> "Group " + index).toList();
        insertAll(okta, mappings(okta, mapped));
        List<String> asked = IntStream.range(5_000, 15_000)
                .mapToObj(index -> "Group " + index)
                .toList();
        List<GroupMapping> ofTheGroups = told(mappings(okta, mapped).subList(5_000, 10_000));

        assertThat(new HashSet<>(found(okta, false, asked))).isEqualTo(new HashSet<>(ofTheGroups));
        assertThat(new HashSet<>(found(okta, true, asked))).containsAll(ofTheGroups);
        assertThat(found(okta, true, asked)).hasSizeLessThanOrEqualTo(mapped.size());
    }

    @Test
    void more_groups_are_looked_up_in_one_call_than_a_statement_may_have_parameters() {
        List<GroupRoleMapping> mappings = insertAll(okta, "group 69999", "GROUP 0", "/it/group 35000");
        List<String> asked =
                IntStream.range(0, 70_000).mapToObj(index -> "group " + index).toList();

        assertThat(found(okta, false, asked)).containsExactly(told(mappings.get(0)));
        assertThat(found(okta, true, asked)).containsExactlyInAnyOrderElementsOf(told(mappings));
    }

    @Test
    void what_is_committed_is_found_at_once_by_every_thread() {
        GroupRoleMapping before = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping after = before.granting(new RoleId(2), Samples.NOW.plusSeconds(1));

        insert(before);
        assertThat(foundByEveryThread("Admins", "admins")).containsOnly(told(List.of(before)));

        inTransaction(() -> ports.mappings().replace(before, after));
        assertThat(foundByEveryThread("Admins", "admins")).containsOnly(told(List.of(after)));

        inTransaction(() -> ports.mappings().delete(after));
        assertThat(foundByEveryThread("Admins", "admins")).containsOnly(List.of());
    }

    private List<List<GroupMapping>> foundByEveryThread(String mapped, String like) {
        return Together.run(4, thread -> thread < 2 ? exactly(okta, mapped) : resembling(okta, like));
    }

    @Test
    void a_whole_set_that_was_changed_is_found_as_it_is_now() {
        GroupRoleMapping stays = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping goes = Samples.mapping(okta, "m2", "Users", 2);
        GroupRoleMapping changes = Samples.mapping(okta, "m3", "Payroll", 3);
        GroupRoleMapping changed = changes.granting(new RoleId(4), Samples.NOW.plusSeconds(1));
        GroupRoleMapping comes = Samples.mapping(okta, "m4", "/it/Auditors", 5);
        insertAll(okta, List.of(stays, goes, changes));
        assertThat(exactly(okta, "Admins", "Users", "Payroll", "/it/Auditors")).hasSize(3);
        assertThat(resembling(okta, "admins", "users", "payroll", "auditors")).hasSize(3);

        inTransaction(() -> {
            ports.mappings().listExclusively(ACME, okta.id());
            return ports.mappings()
                    .apply(
                            ACME,
                            okta.id(),
                            new MappingChanges(
                                    List.of(comes),
                                    List.of(new MappingChanges.Update(changes, changed)),
                                    List.of(goes),
                                    1));
        });

        assertThat(exactly(okta, "Admins", "Users", "Payroll", "/it/Auditors"))
                .containsExactlyInAnyOrder(told(stays, changed, comes));
        assertThat(resembling(okta, "admins", "users", "payroll", "auditors"))
                .containsExactlyInAnyOrder(told(stays, changed, comes));
    }

    @Test
    void what_a_transaction_wrote_it_finds_itself() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");

        List<List<GroupMapping>> found = inTransaction(() -> {
            ports.mappings().insert(mapping);
            return List.of(exactly(okta, "Admins"), resembling(okta, "/it/admins"));
        });

        assertThat(found).containsOnly(told(List.of(mapping)));
    }

    @Test
    void what_was_taken_back_is_not_found() {
        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.mappings().insert(Samples.mapping(okta, "m1", "Admins"));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(resembling(okta, "Admins")).isEmpty();
    }

    @Test
    void a_connection_that_was_changed_is_found_as_it_is_now() {
        insertAll(okta, "Admins");
        Connection changed = ConnectionChanges.none()
                .withProviderKey(new ProviderKey("another-key"))
                .withDefaultRole(Optional.of(new RoleId(9)))
                .withEnabled(false)
                .withObserveGroups(false)
                .appliedTo(okta, Samples.NOW.plusSeconds(1));
        assertThat(connection(ACME, new ById(okta.id()))).contains(okta);
        assertThat(connection(ACME, new ByKey(okta.providerKey()))).contains(okta);
        assertThat(connection(ACME, new ByKey(changed.providerKey()))).isEmpty();

        inTransaction(() -> ports.connections().replace(okta, changed));

        assertThat(connection(ACME, new ById(okta.id()))).contains(changed);
        assertThat(connection(ACME, new ByKey(changed.providerKey()))).contains(changed);
        assertThat(connection(ACME, new ByKey(okta.providerKey()))).isEmpty();
        assertThat(exactly(changed, "Admins")).hasSize(1);
    }

    @Test
    void a_connection_that_was_removed_is_not_found_and_one_of_the_same_id_has_none_of_its_mappings() {
        insertAll(okta, "Admins");
        assertThat(connection(ACME, new ById(okta.id()))).contains(okta);
        assertThat(connection(ACME, new ByKey(okta.providerKey()))).contains(okta);
        assertThat(resembling(okta, "admins")).hasSize(1);

        inTransaction(() -> ports.connections().delete(okta));
        assertThat(connection(ACME, new ById(okta.id()))).isEmpty();
        assertThat(connection(ACME, new ByKey(okta.providerKey()))).isEmpty();

        connect(okta);
        assertThat(exactly(okta, "Admins")).isEmpty();
        assertThat(resembling(okta, "admins")).isEmpty();
    }

    @Test
    void the_connection_and_its_mappings_are_of_one_moment() {
        int last = 60;
        insert(Samples.mapping(okta, "m1", "Admins", 0));
        Connection first = defaulting(0, okta);
        inTransaction(() -> ports.connections().replace(okta, first));
        AtomicBoolean over = new AtomicBoolean(true);

        List<MappingLookup.Found> looks = new ArrayList<>(lookUntil(over, "Admins"));
        over.set(false);
        Together.run(
                        4,
                        thread -> thread == 0
                                ? changeTogether(first, last, over)
                                : lookUntil(over, thread % 2 == 0 ? "Admins" : "admins"))
                .forEach(looks::addAll);
        looks.addAll(lookUntil(over, "Admins"));

        assertThat(looks)
                .allSatisfy(found -> assertThat(found.connection().defaultRole())
                        .contains(found.mappings().get(0).role()));
        assertThat(looks.get(looks.size() - 1).connection().defaultRole()).contains(new RoleId(last));
    }

    private static Connection defaulting(long role, Connection connection) {
        return ConnectionChanges.none()
                .withDefaultRole(Optional.of(new RoleId(role)))
                .appliedTo(connection, Samples.NOW);
    }

    private List<MappingLookup.Found> changeTogether(Connection first, int last, AtomicBoolean over) {
        try {
            Connection connection = first;
            GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins", 0);
            for (int role = 1; role <= last; role++) {
                Connection before = connection;
                Connection after = defaulting(role, before);
                GroupRoleMapping mappingBefore = mapping;
                GroupRoleMapping mappingAfter = mapping.granting(new RoleId(role), Samples.NOW);
                inTransaction(() -> List.of(
                        ports.connections().replace(before, after),
                        ports.mappings().replace(mappingBefore, mappingAfter)));
                connection = after;
                mapping = mappingAfter;
            }
            return List.of();
        } finally {
            over.set(true);
        }
    }

    private List<MappingLookup.Found> lookUntil(AtomicBoolean over, String group) {
        List<MappingLookup.Found> looks = new ArrayList<>();
        do {
            looks.add(ports.lookup()
                    .lookUp(ACME, new ById(okta.id()), groups(List.of(group)), true)
                    .orElseThrow());
        } while (!over.get());
        return looks;
    }

    /**
     * {@return whether an insert tells neighbours} Not at serializable isolation, where to look for them may set transactions
     * at odds with each other: then none may be told.
     */
    protected boolean tellsNeighbours() {
        return true;
    }

    private List<GroupRoleMapping> hints(GroupRoleMapping... neighbours) {
        return tellsNeighbours() ? List.of(neighbours) : List.of();
    }

    private static List<GroupRoleMapping> neighbours(Insertion insertion) {
        return ((Inserted) insertion).neighbours();
    }

    private GroupRoleMapping older(int millis, String id, String group) {
        return Samples.createdAt(Samples.mapping(okta, id, group), Samples.NOW.minusMillis(millis), Samples.NOW);
    }

    @Test
    void an_insert_tells_the_oldest_mappings_of_the_same_skeleton_oldest_first() {
        List<GroupRoleMapping> lookAlikes = IntStream.range(0, 12)
                .mapToObj(index -> older(100 - index, "m" + (99 - index), "Admins" + " ".repeat(index)))
                .toList();
        List<GroupRoleMapping> inAnotherOrder = new ArrayList<>(lookAlikes);
        Collections.reverse(inAnotherOrder);
        inAnotherOrder.forEach(this::insert);
        insert(Samples.mapping(okta, "other", "Users"));
        insert(Samples.mapping(okta, "path", "/it/Admins"));

        GroupRoleMapping[] oldest =
                lookAlikes.subList(0, Inserted.MAX_NEIGHBOURS).toArray(GroupRoleMapping[]::new);
        assertThat(neighbours(insert(Samples.mapping(okta, "new", "admins")))).isEqualTo(hints(oldest));
    }

    @Test
    void an_insert_of_a_name_tells_the_oldest_mapping_when_that_is_of_a_guid() {
        GroupRoleMapping oldest = older(3, "m3", GUID);
        insert(older(2, "m2", GUID.replace('3', '4')));
        insert(older(1, "m1", "Users"));
        insert(oldest);

        assertThat(neighbours(insert(Samples.mapping(okta, "m4", "Admins")))).containsExactlyElementsOf(hints(oldest));
    }

    @Test
    void an_insert_of_a_guid_tells_no_other_guid() {
        insert(older(3, "m3", GUID));

        assertThat(neighbours(insert(Samples.mapping(okta, "m4", GUID.replace('3', '4')))))
                .isEmpty();
    }

    @Test
    void an_insert_of_a_name_tells_no_guid_that_is_not_the_oldest() {
        insert(older(3, "m3", "Users"));
        insert(older(2, "m2", GUID));

        assertThat(neighbours(insert(Samples.mapping(okta, "m4", "Admins")))).isEmpty();
    }

    @Test
    void both_kinds_of_neighbours_are_told_together_oldest_first_and_none_twice() {
        GroupRoleMapping oldest = older(3, "m3", GUID);
        GroupRoleMapping lookAlike = older(1, "m1", "Admins");
        insert(lookAlike);
        insert(oldest);

        assertThat(neighbours(insert(Samples.mapping(okta, "m4", "admins"))))
                .containsExactlyElementsOf(hints(oldest, lookAlike));
        assertThat(neighbours(insert(Samples.mapping(okta, "m5", " " + GUID))))
                .containsExactlyElementsOf(hints(oldest));
    }

    @Test
    void an_insert_tells_what_was_inserted_before_it_in_the_same_transaction() {
        GroupRoleMapping first = Samples.mapping(okta, "m1", "Admins");

        Insertion second = inTransaction(() -> {
            ports.mappings().insert(first);
            return ports.mappings().insert(Samples.mapping(okta, "m2", "admins"));
        });

        assertThat(neighbours(second)).containsExactlyElementsOf(hints(first));
    }

    @Test
    void an_insert_in_one_call_tells_its_neighbours_too() {
        GroupRoleMapping first = Samples.mapping(okta, "m1", "Admins");
        insert(first);

        Insertion second =
                ports.transactions().forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m2", "admins")));

        assertThat(neighbours(second)).containsExactlyElementsOf(hints(first));
    }

    @Test
    void an_insert_tells_mappings_that_came_with_a_whole_set() {
        List<GroupRoleMapping> set = insertAll(okta, "Admins", "Users");

        assertThat(neighbours(insert(Samples.mapping(okta, "new", "admins"))))
                .containsExactlyElementsOf(hints(set.get(0)));
    }
}

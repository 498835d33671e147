package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.Connection;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MappingSetVersionTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final GroupRoleMapping MAPPING = Samples.mapping(OKTA, "m1", "Admins", 1);

    @Test
    void equal_sets_have_the_same_version() {
        Generated.cases(100, random -> {
            List<GroupRoleMapping> set = generated(random);

            assertThat(MappingSetVersion.of(List.copyOf(set))).isEqualTo(MappingSetVersion.of(new ArrayList<>(set)));
        });
    }

    @Test
    void a_set_that_is_read_bit_by_bit_has_the_version_of_the_whole() {
        Generated.cases(100, random -> {
            List<GroupRoleMapping> set = generated(random);
            MappingSetVersion.Accumulator accumulator = new MappingSetVersion.Accumulator();

            set.forEach(accumulator::add);

            assertThat(accumulator.version()).isEqualTo(MappingSetVersion.of(set));
        });
    }

    @Test
    void whatever_is_different_about_a_mapping_the_version_is_different() {
        assertThat(Stream.of(
                                MAPPING,
                                Samples.mapping(OKTA, "m2", "Admins", 1),
                                Samples.mapping(OKTA, "m1", "admins", 1),
                                Samples.mapping(OKTA, "m1", "Admins", 2),
                                Samples.mapping(OKTA, "m1", "Admins", 1L << 32),
                                Samples.createdAt(MAPPING, Samples.NOW.plusMillis(1), Samples.NOW),
                                Samples.createdAt(MAPPING, Samples.NOW, Samples.NOW.plusMillis(1)))
                        .map(mapping -> MappingSetVersion.of(List.of(mapping))))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_set_with_more_or_fewer_mappings_has_another_version() {
        GroupRoleMapping other = Samples.mapping(OKTA, "m2", "Users", 1);

        assertThat(Stream.<List<GroupRoleMapping>>of(
                                List.of(), List.of(MAPPING), List.of(other), List.of(MAPPING, other))
                        .map(MappingSetVersion::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void another_order_is_another_version() {
        GroupRoleMapping other = Samples.mapping(OKTA, "m2", "Users", 1);

        assertThat(MappingSetVersion.of(List.of(MAPPING, other)))
                .isNotEqualTo(MappingSetVersion.of(List.of(other, MAPPING)));
    }

    @Test
    void an_id_and_a_group_do_not_run_into_each_other() {
        assertThat(Stream.of(
                                Samples.mapping(OKTA, "a", "bc"),
                                Samples.mapping(OKTA, "ab", "c"),
                                Samples.mapping(OKTA, "a-b", "c"),
                                Samples.mapping(OKTA, "a", "-bc"),
                                Samples.mapping(OKTA, "a", "b\u0001c"),
                                Samples.mapping(OKTA, "a", "bc\u0001"))
                        .map(mapping -> MappingSetVersion.of(List.of(mapping))))
                .doesNotHaveDuplicates();
    }

    @Test
    void groups_that_merely_look_alike_make_different_versions() {
        assertThat(Stream.of("\u00c9quipe", "E\u0301quipe", "\u00e9quipe", "Equipe", "\u00c9quipe ")
                        .map(group -> MappingSetVersion.of(List.of(Samples.mapping(OKTA, "m1", group)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void one_change_anywhere_in_a_generated_set_is_another_version() {
        Generated.cases(100, random -> {
            List<GroupRoleMapping> set = generated(random);
            List<GroupRoleMapping> changed = new ArrayList<>(set);
            int place = random.nextInt(set.size());
            GroupRoleMapping mapping = set.get(place);
            changed.set(
                    place,
                    Samples.mapping(
                            OKTA,
                            mapping.id().value(),
                            mapping.externalGroup().value(),
                            mapping.role().value() ^ (1L << random.nextInt(64))));

            assertThat(MappingSetVersion.of(changed)).isNotEqualTo(MappingSetVersion.of(set));
        });
    }

    @Test
    void it_is_written_in_43_characters_that_need_no_escape_in_a_header() {
        Generated.cases(
                20,
                random -> assertThat(MappingSetVersion.of(generated(random)).toString())
                        .matches("[A-Za-z0-9_-]{43}"));
    }

    private static List<GroupRoleMapping> generated(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(1, 8))
                .mapToObj(index -> Samples.mapping(
                        OKTA,
                        Generated.from(random, "ab-", 1, 3),
                        Generated.text(random, random.nextInt(1, 4)),
                        random.nextLong()))
                .toList();
    }
}

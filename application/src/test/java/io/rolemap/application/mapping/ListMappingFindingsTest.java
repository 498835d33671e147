package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.before;
import static io.rolemap.application.TestWorld.holderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListMappingFindings;
import io.rolemap.domain.mapping.ListMappingFindings.ConnectionNotFound;
import io.rolemap.domain.mapping.ListMappingFindings.Found;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingFinding.Kind;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListMappingFindingsTest {

    private static final Actor READER = holderOf(ACME, Permission.MAPPINGS_READ);
    private static final String GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c330";

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void nothing_is_suspicious_about_ordinary_mappings() {
        world.mapping(okta, "Admins", 1);
        world.mapping(okta, "CN=Sales,DC=acme,DC=example", 1);
        world.mapping(okta, GUID + "1", 2);

        assertThat(findings(okta)).isEqualTo(new Found(List.of(), true));
    }

    @Test
    void a_connection_without_mappings_has_no_findings() {
        assertThat(findings(okta)).isEqualTo(new Found(List.of(), true));
    }

    @Test
    void each_finding_names_the_mapping_and_the_oldest_that_it_is_suspicious_beside() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        GroupRoleMapping lower = world.mapping(okta, "admins", 2);
        GroupRoleMapping blank = world.mapping(okta, "admins ", 3);
        GroupRoleMapping name = world.mapping(okta, "CN=Sales,DC=acme", 1);
        GroupRoleMapping spelled = world.mapping(okta, "cn=Sales, dc=acme", 1);

        assertThat(findings(okta))
                .isEqualTo(new Found(
                        List.of(
                                beside(Kind.RESEMBLES_ANOTHER, lower, admins, GroupDifference.LETTER_CASE),
                                MappingFinding.alone(Kind.OUTER_WHITE_SPACE, blank),
                                beside(
                                        Kind.RESEMBLES_ANOTHER,
                                        blank,
                                        admins,
                                        GroupDifference.WHITE_SPACE,
                                        GroupDifference.LETTER_CASE),
                                beside(Kind.SAME_DISTINGUISHED_NAME, spelled, name, GroupDifference.DN_SPELLING)),
                        true));
    }

    @Test
    void a_name_where_all_others_are_identifiers_is_told() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        world.mapping(okta, GUID + "1", 1);
        world.mapping(okta, GUID + "2", 1);

        assertThat(findings(okta))
                .isEqualTo(new Found(List.of(MappingFinding.alone(Kind.NAME_AMONG_GUIDS, admins)), true));
    }

    @Test
    void a_role_that_is_not_in_the_catalogue_which_began_later_is_told() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        world.mapping(okta, "Sales", 2);
        world.role(ACME, 2);

        assertThat(findings(okta)).isEqualTo(new Found(List.of(MappingFinding.alone(Kind.UNKNOWN_ROLE, admins)), true));
    }

    @Test
    void a_role_that_the_embedding_service_has_no_more_is_told() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        world.mapping(okta, "Sales", 2);
        Rolemap rolemap =
                world.with(builder -> builder.roleCatalog((org, roles) -> Set.of(new RoleId(1), new RoleId(77))));

        assertThat(findings(rolemap, okta))
                .isEqualTo(new Found(List.of(MappingFinding.alone(Kind.UNKNOWN_ROLE, admins)), true));
    }

    @Test
    void what_resembles_each_other_is_found_over_pages() {
        replaceBy(Stream.of(
                        Stream.of("Admins"),
                        IntStream.range(0, 2_000).mapToObj(number -> "group " + number),
                        Stream.of("admins"))
                .flatMap(groups -> groups)
                .toList());
        List<GroupRoleMapping> stored = world.stored(okta);

        Found found = (Found) findings(okta);

        assertThat(found.complete()).isTrue();
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.RESEMBLES_ANOTHER);
            assertThat(Stream.of(finding.mapping(), finding.other().orElseThrow()))
                    .extracting(mapping -> mapping.externalGroup().value())
                    .containsExactlyInAnyOrder("Admins", "admins");
            assertThat(stored.indexOf(finding.mapping()))
                    .isGreaterThan(stored.indexOf(finding.other().orElseThrow()));
        });
    }

    @Test
    void as_many_findings_as_may_be_told_are_all_of_them() {
        replaceBy(suspicious(ListMappingFindings.MAX_FINDINGS));

        Found found = (Found) findings(okta);

        assertThat(found.findings()).hasSize(ListMappingFindings.MAX_FINDINGS);
        assertThat(found.complete()).isTrue();
    }

    @Test
    void of_more_findings_the_first_are_told_and_that_there_are_more() {
        replaceBy(suspicious(ListMappingFindings.MAX_FINDINGS + 1));
        List<GroupRoleMapping> stored = world.stored(okta);

        Found found = (Found) findings(okta);

        assertThat(found.findings())
                .extracting(MappingFinding::mapping)
                .containsExactlyElementsOf(stored.subList(0, ListMappingFindings.MAX_FINDINGS));
        assertThat(found.complete()).isFalse();
    }

    @Test
    void with_enough_findings_nothing_more_is_read() {
        replaceBy(suspicious(3_001));
        List<String> calls = new ArrayList<>();
        Rolemap rolemap = world.with(builder ->
                builder.mappings(before(GroupRoleMappingRepository.class, world.store.mappings(), calls::add)));

        assertThat(findings(rolemap, okta)).isInstanceOf(Found.class);

        assertThat(calls).filteredOn("list"::equals).hasSize(4 + 2);
    }

    @Test
    void a_connection_that_is_removed_between_the_two_readings_is_not_found() {
        world.mapping(okta, "Admins", 1);
        List<String> calls = new ArrayList<>();
        Rolemap rolemap = world.with(builder ->
                builder.mappings(before(GroupRoleMappingRepository.class, world.store.mappings(), method -> {
                    calls.add(method);
                    if (calls.size() == 2) {
                        world.rolemap
                                .deleteConnection()
                                .delete(Actor.operator(), DeleteConnection.Command.of(ACME, okta.id()));
                    }
                })));

        assertThat(findings(rolemap, okta)).isEqualTo(new ConnectionNotFound());
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        world.connection(GLOBEX, "entra");

        assertThat(world.rolemap.listMappingFindings().list(READER, ACME, new ConnectionId("entra")))
                .isEqualTo(new ConnectionNotFound());
    }

    private static MappingFinding beside(
            Kind kind, GroupRoleMapping mapping, GroupRoleMapping other, GroupDifference... differences) {
        return new MappingFinding(kind, mapping, Optional.of(other), Set.of(differences));
    }

    private static List<String> suspicious(int number) {
        return IntStream.range(0, number).mapToObj(index -> " group " + index).toList();
    }

    private ListMappingFindings.Result findings(Connection connection) {
        return findings(world.rolemap, connection);
    }

    private static ListMappingFindings.Result findings(Rolemap rolemap, Connection connection) {
        return rolemap.listMappingFindings().list(READER, connection.org(), connection.id());
    }

    private void replaceBy(List<String> groups) {
        WantedMappings wanted = new WantedMappings(groups.stream()
                .map(group -> new WantedMapping(new ExternalGroup(group), new RoleId(1)))
                .toList());
        assertThat(world.rolemap
                        .replaceGroupRoleMappings()
                        .replace(Actor.operator(), ReplaceGroupRoleMappings.Command.of(ACME, okta.id(), wanted)))
                .isInstanceOf(ReplaceGroupRoleMappings.Replaced.class);
    }
}

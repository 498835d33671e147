package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.before;
import static io.rolemap.application.TestWorld.createMapping;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.unexpected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.Created;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingFinding.Kind;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a create says about the mapping that it has made. */
class FindingsOfNewMappingsTest {

    private static final Actor WRITER = holderOf(ACME, Permission.MAPPINGS_WRITE);
    private static final Actor READING_WRITER = holderOf(ACME, Permission.MAPPINGS_WRITE, Permission.MAPPINGS_READ);
    private static final String GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c330";

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void nothing_is_said_about_an_ordinary_mapping_and_nobody_is_asked_more_for_it() {
        List<String> calls = new ArrayList<>();
        Rolemap rolemap = world.with(builder ->
                builder.mappings(before(GroupRoleMappingRepository.class, world.store.mappings(), calls::add)));
        world.asked.clear();

        assertThat(create(rolemap, WRITER, "Admins").findings()).isEmpty();

        assertThat(calls).containsExactly("insert");
        assertThat(world.asked)
                .containsExactly(Action.on(ACME, Permission.MAPPINGS_WRITE).granting(new RoleId(7)));
    }

    @Test
    void what_is_suspicious_about_the_group_alone_is_said_to_everybody_who_may_write() {
        Created created = create(WRITER, " Admins\u200b");

        assertThat(created.findings())
                .containsExactly(
                        MappingFinding.alone(Kind.OUTER_WHITE_SPACE, created.mapping()),
                        MappingFinding.alone(Kind.INVISIBLE_CHARACTERS, created.mapping()));
        assertThat(world.stored(okta)).containsExactly(created.mapping());
    }

    @Test
    void the_mappings_that_it_resembles_are_named_to_an_actor_who_may_read_mappings() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        GroupRoleMapping shouted = world.mapping(okta, "ADMINS", 1);

        Created created = create(READING_WRITER, "admins");

        assertThat(created.findings())
                .containsExactly(
                        resembling(created.mapping(), Optional.of(admins)),
                        resembling(created.mapping(), Optional.of(shouted)));
    }

    @Test
    void an_actor_who_may_not_read_mappings_learns_that_it_resembles_one_and_not_which() {
        world.mapping(okta, "Admins", 1);

        Created created = create(WRITER, "admins");

        assertThat(created.findings()).containsExactly(resembling(created.mapping(), Optional.empty()));
    }

    @Test
    void a_name_is_suspicious_where_all_others_are_identifiers() {
        world.mapping(okta, GUID + "1", 1);
        world.mapping(okta, GUID + "2", 1);

        Created created = create(WRITER, "Admins");

        assertThat(created.findings()).containsExactly(MappingFinding.alone(Kind.NAME_AMONG_GUIDS, created.mapping()));
    }

    @Test
    void a_name_is_not_suspicious_beside_a_single_identifier_or_another_name() {
        world.mapping(okta, GUID + "1", 1);
        assertThat(create(WRITER, "Admins").findings()).isEmpty();
        world.mapping(okta, GUID + "2", 1);

        assertThat(create(WRITER, "Sales").findings()).isEmpty();
    }

    @Test
    void an_identifier_is_not_suspicious_among_identifiers() {
        world.mapping(okta, GUID + "1", 1);
        world.mapping(okta, GUID + "2", 1);

        assertThat(create(WRITER, GUID + "3").findings()).isEmpty();
    }

    @Test
    void a_storage_that_is_away_once_the_mapping_is_stored_costs_a_hint_and_no_more() {
        world.mapping(okta, GUID + "1", 1);
        world.mapping(okta, GUID + "2", 1);
        StorageUnavailableException away = StorageUnavailableException.nothingStored(new Exception("refused"));

        Created created = create(failingToList(away), WRITER, "Admins ");

        assertThat(created.findings()).containsExactly(MappingFinding.alone(Kind.OUTER_WHITE_SPACE, created.mapping()));
        assertThat(world.stored(okta)).contains(created.mapping());
    }

    @Test
    void any_other_fault_is_passed_on() {
        world.mapping(okta, GUID + "1", 1);
        IllegalStateException fault = new IllegalStateException("a fault of the adapter");

        assertThatThrownBy(() -> create(failingToList(fault), WRITER, "Admins")).isSameAs(fault);
    }

    private Rolemap failingToList(RuntimeException fault) {
        return world.with(builder ->
                builder.mappings(before(GroupRoleMappingRepository.class, world.store.mappings(), method -> {
                    if (method.equals("list")) {
                        throw fault;
                    }
                })));
    }

    private static MappingFinding resembling(GroupRoleMapping mapping, Optional<GroupRoleMapping> other) {
        return new MappingFinding(Kind.RESEMBLES_ANOTHER, mapping, other, Set.of(GroupDifference.LETTER_CASE));
    }

    private Created create(Actor actor, String group) {
        return create(world.rolemap, actor, group);
    }

    private Created create(Rolemap rolemap, Actor actor, String group) {
        return rolemap.createGroupRoleMapping()
                .create(actor, createMapping(ACME, okta.id(), group, 7))
                .fold(
                        created -> created,
                        notFound -> unexpected(notFound),
                        taken -> unexpected(taken),
                        unknownRole -> unexpected(unknownRole),
                        denied -> unexpected(denied));
    }
}

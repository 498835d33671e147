package io.rolemap.application.resolution;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.before;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.ConnectionReference.ByKey;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.InMemoryStore;
import io.rolemap.testkit.LookupPorts;
import io.rolemap.testkit.MappingLookupContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How mappings are looked up where no port does. */
class ListedMappingsTest {

    private static final Actor ACTOR = Actor.operator();
    private static final ExternalGroup ADMINS = new ExternalGroup("Admins");

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Nested
    class Contract extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new LookupPorts(
                    store.transactions(),
                    store.connections(),
                    store.mappings(),
                    ResolutionServices.lookupOf(store.connections(), store.mappings()));
        }
    }

    @Test
    void gives_the_answers_that_a_port_gives() {
        Generated.cases(100, random -> {
            TestWorld fresh = new TestWorld();
            Connection connection = fresh.connection(ACME, "okta");
            for (ExternalGroup group : groups(random, 20)) {
                fresh.mapping(connection, group.value(), random.nextInt(5));
            }
            ResolveRoles listing = fresh.with(builder -> builder.lookup(
                            ResolutionServices.lookupOf(fresh.store.connections(), fresh.store.mappings())))
                    .resolveRoles();
            ResolveRoles.Query query =
                    ResolveRoles.Query.of(ACME, new ByKey(connection.providerKey()), new SentGroups(groups(random, 6)));

            assertThat(listing.resolve(ACTOR, query))
                    .isEqualTo(fresh.rolemap.resolveRoles().resolve(ACTOR, query));
        });
    }

    @Test
    void reads_sets_of_several_pages() {
        replaceBy(
                IntStream.range(0, 2_001).mapToObj(number -> "group " + number).toList());
        Set<ExternalGroup> wanted =
                Set.of(new ExternalGroup("group 0"), new ExternalGroup("group 1000"), new ExternalGroup("GROUP 2000"));

        assertThat(lookup(method -> {})
                        .lookUp(ACME, new ById(okta.id()), wanted, false)
                        .orElseThrow()
                        .mappings())
                .extracting(mapping -> mapping.externalGroup().value())
                .containsExactlyInAnyOrder("group 0", "group 1000");
        assertThat(lookup(method -> {})
                        .lookUp(ACME, new ById(okta.id()), wanted, true)
                        .orElseThrow()
                        .mappings())
                .extracting(mapping -> mapping.externalGroup().value())
                .containsExactlyInAnyOrder("group 0", "group 1000", "group 2000");
    }

    @Test
    void without_groups_no_mapping_is_read() {
        List<String> calls = new ArrayList<>();

        assertThat(lookup(calls::add).lookUp(ACME, new ById(okta.id()), Set.of(), true))
                .contains(new MappingLookup.Found(okta, List.of()));
        assertThat(calls).isEmpty();
    }

    @Test
    void a_group_that_is_mapped_anew_between_two_pages_has_one_mapping() {
        world.mapping(okta, "Admins", 1);
        List<String> groups =
                IntStream.range(0, 1_000).mapToObj(number -> "group " + number).toList();
        replaceBy(Stream.concat(Stream.of("Admins"), groups.stream()).toList());
        MappingId before = idOf("Admins");
        List<String> calls = new ArrayList<>();

        List<GroupMapping> found = lookup(method -> {
                    calls.add(method);
                    if (calls.size() == 2) {
                        world.rolemap
                                .deleteGroupRoleMapping()
                                .delete(ACTOR, DeleteGroupRoleMapping.Command.of(ACME, okta.id(), before));
                        world.at(TestWorld.START.plusSeconds(1));
                        world.mapping(okta, "Admins", 2);
                    }
                })
                .lookUp(ACME, new ById(okta.id()), Set.of(ADMINS), false)
                .orElseThrow()
                .mappings();

        assertThat(found).containsExactly(new GroupMapping(Optional.of(idOf("Admins")), ADMINS, new RoleId(2)));
        assertThat(idOf("Admins")).isNotEqualTo(before);
    }

    @Test
    void a_connection_that_is_changed_meanwhile_is_read_again_with_its_mappings() {
        GroupRoleMapping mapping = world.mapping(okta, "Admins", 1);
        List<String> calls = new ArrayList<>();

        Optional<MappingLookup.Found> found = lookup(method -> {
                    calls.add(method);
                    if (calls.size() == 1) {
                        world.changed(okta, ConnectionChanges.none().withEnabled(false));
                    }
                })
                .lookUp(ACME, new ById(okta.id()), Set.of(ADMINS), false);

        assertThat(found).hasValueSatisfying(one -> {
            assertThat(one.connection().enabled()).isFalse();
            assertThat(one.mappings()).containsExactly(GroupMapping.of(mapping));
        });
    }

    @Test
    void a_connection_that_is_removed_meanwhile_is_not_found() {
        world.mapping(okta, "Admins", 1);

        assertThat(lookup(method -> world.rolemap
                                .deleteConnection()
                                .delete(ACTOR, DeleteConnection.Command.of(ACME, okta.id())))
                        .lookUp(ACME, new ByKey(okta.providerKey()), Set.of(ADMINS), false))
                .isEmpty();
    }

    /** Few different ones, so that many are mapped, and many more nearly. */
    private static Set<ExternalGroup> groups(RandomGenerator random, int most) {
        return Set.copyOf(Stream.generate(() -> new ExternalGroup(Generated.from(random, "aA /", 1, 4)))
                .limit(random.nextInt(most + 1))
                .toList());
    }

    private MappingLookup lookup(Consumer<String> mappingsAreCalled) {
        GroupRoleMappingRepository mappings =
                before(GroupRoleMappingRepository.class, world.store.mappings(), mappingsAreCalled);
        return ResolutionServices.lookupOf(world.store.connections(), mappings);
    }

    private void replaceBy(List<String> groups) {
        WantedMappings wanted = new WantedMappings(groups.stream()
                .map(group -> new WantedMapping(new ExternalGroup(group), new RoleId(1)))
                .toList());
        assertThat(world.rolemap
                        .replaceGroupRoleMappings()
                        .replace(ACTOR, ReplaceGroupRoleMappings.Command.of(ACME, okta.id(), wanted)))
                .isInstanceOf(ReplaceGroupRoleMappings.Replaced.class);
    }

    private MappingId idOf(String group) {
        return world.stored(okta).stream()
                .filter(mapping -> mapping.externalGroup().value().equals(group))
                .findFirst()
                .orElseThrow()
                .id();
    }
}

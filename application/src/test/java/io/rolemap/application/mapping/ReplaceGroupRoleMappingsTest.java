package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.PlanGroupRoleMappings.Planned;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.Command;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.ConditionNotMet;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.ConnectionNotFound;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.NotPermitted;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.Replaced;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.Result;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Together;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan and the replacement together: what the one says, the other does. */
class ReplaceGroupRoleMappingsTest {

    private static final Actor ACTOR = holderOf(ACME, Permission.MAPPINGS_READ, Permission.MAPPINGS_WRITE);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void creates_what_is_missing_changes_what_is_different_and_removes_the_rest() {
        GroupRoleMapping kept = world.mapping(okta, "kept", 1);
        GroupRoleMapping moved = world.mapping(okta, "moved", 1);
        GroupRoleMapping removed = world.mapping(okta, "removed", 1);
        world.at(START.plusSeconds(5));

        Replaced replaced = replaced(wanted("new", 4, "moved", 2, "kept", 1, "also new", 4));

        GroupRoleMapping movedTo = moved.granting(new RoleId(2), START_IN_MILLIS.plusSeconds(5));
        assertThat(replaced.changes())
                .isEqualTo(new MappingChanges(
                        List.of(created("id-4", "new", 4), created("id-5", "also new", 4)),
                        List.of(new MappingChanges.Update(moved, movedTo)),
                        List.of(removed),
                        1));
        assertThat(world.stored(okta))
                .containsExactly(kept, movedTo, created("id-4", "new", 4), created("id-5", "also new", 4));
    }

    @Test
    void a_set_that_is_as_it_is_wanted_stays_as_it_is() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        GroupRoleMapping sales = world.mapping(okta, "Sales", 2);
        world.at(START.plusSeconds(5));

        assertThat(replace(wanted("Sales", 2, "Admins", 1)))
                .isEqualTo(new Replaced(new MappingChanges(List.of(), List.of(), List.of(), 2), version()));
        assertThat(world.stored(okta)).containsExactly(admins, sales);
    }

    @Test
    void nothing_is_written_where_nothing_has_to_be_done() {
        world.mapping(okta, "Admins", 1);
        TestWorld readOnly = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(around((method, call) -> {
                            assertThat(method.getName()).isEqualTo("listExclusively");
                            return call.get();
                        }))
                        .connections(world.store.connections())
                        .transactions(world.store.transactions()));

        assertThat(readOnly.rolemap
                        .replaceGroupRoleMappings()
                        .replace(ACTOR, Command.of(ACME, okta.id(), wanted("Admins", 1))))
                .isInstanceOf(Replaced.class);
    }

    @Test
    void a_set_can_be_emptied() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);

        assertThat(replaced(wanted()).changes().deleted()).containsExactly(admins);
        assertThat(world.stored(okta)).isEmpty();
    }

    @Test
    void groups_are_told_apart_by_their_code_points() {
        world.mapping(okta, "Zo\u00eb", 1);

        assertThat(replaced(wanted("Zoe\u0308", 1, "zo\u00eb", 1)).changes())
                .satisfies(changes -> assertThat(changes.created()).hasSize(2))
                .satisfies(changes -> assertThat(changes.deleted()).hasSize(1));
    }

    @Test
    void other_connections_keep_their_mappings() {
        Connection entra = world.connection(ACME, "entra");
        Connection globexOkta = world.connection(GLOBEX, "okta");
        GroupRoleMapping inEntra = world.mapping(entra, "Admins", 1);
        GroupRoleMapping inGlobex = world.mapping(globexOkta, "Admins", 1);

        replace(wanted("Sales", 1));

        assertThat(world.stored(entra)).containsExactly(inEntra);
        assertThat(world.stored(globexOkta)).containsExactly(inGlobex);
    }

    @Test
    void what_is_exported_afterwards_is_what_was_wanted_whatever_was_there_before() {
        Generated.cases(100, random -> {
            WantedMappings wanted = anyWanted(random);

            replace(wanted);

            assertThat(exported()).isEqualTo(rolesByGroup(wanted));
        });
    }

    @Test
    void the_second_time_changes_nothing() {
        Generated.cases(50, random -> {
            WantedMappings wanted = anyWanted(random);
            replace(wanted);
            List<GroupRoleMapping> before = world.stored(okta);

            assertThat(replaced(wanted).changes().isEmpty()).isTrue();
            assertThat(world.stored(okta)).isEqualTo(before);
        });
    }

    @Test
    void a_plan_tells_what_the_replacement_then_does() {
        Generated.cases(100, random -> {
            Command command = Command.of(ACME, okta.id(), anyWanted(random));

            MappingPlan plan = planned(command).plan();
            MappingChanges changes = replaced(command).changes();

            assertThat(plan.created())
                    .isEqualTo(changes.created().stream()
                            .map(mapping -> new WantedMapping(mapping.externalGroup(), mapping.role()))
                            .toList());
            assertThat(plan.updated())
                    .isEqualTo(changes.updated().stream()
                            .map(update -> new MappingPlan.RoleChange(
                                    update.before(), update.after().role()))
                            .toList());
            assertThat(plan.deleted()).isEqualTo(changes.deleted());
            assertThat(plan.unchanged()).isEqualTo(changes.unchanged());
        });
    }

    @Test
    void a_plan_touches_nothing() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 1);
        world.at(START.plusSeconds(5));

        planned(Command.of(ACME, okta.id(), wanted("Sales", 1)));

        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void a_plan_begins_no_transaction() {
        Transactions none = new Transactions() {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
                throw new AssertionError("a transaction was begun");
            }
        };
        TestWorld reader = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(world.store.mappings())
                        .connections(world.store.connections())
                        .transactions(none));

        assertThat(reader.rolemap.planGroupRoleMappings().plan(ACTOR, Command.of(ACME, okta.id(), wanted("Sales", 1))))
                .isInstanceOf(Planned.class);
    }

    @Test
    void a_set_of_several_pages_is_planned_as_a_whole() {
        Object[] many = IntStream.rangeClosed(0, 2 * MappingQuery.MAX_LIMIT)
                .boxed()
                .flatMap(number -> Stream.of("group " + number, number))
                .toArray();
        replace(wanted(many));

        assertThat(planned(Command.of(ACME, okta.id(), wanted(many))))
                .isEqualTo(new Planned(
                        new MappingPlan(List.of(), List.of(), List.of(), 2 * MappingQuery.MAX_LIMIT + 1), version()));
    }

    @Test
    void a_group_that_is_removed_and_mapped_again_while_the_pages_are_read_is_planned_once() {
        Object[] many = IntStream.rangeClosed(0, MappingQuery.MAX_LIMIT)
                .boxed()
                .flatMap(number -> Stream.of("group " + number, number))
                .toArray();
        replace(wanted(many));
        GroupRoleMapping first = world.stored(okta).get(0);
        world.at(START.plusSeconds(5));
        TestWorld reader = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(afterTheFirstPage(() -> {
                            world.rolemap
                                    .deleteGroupRoleMapping()
                                    .delete(ACTOR, DeleteGroupRoleMapping.Command.of(ACME, okta.id(), first.id()));
                            world.mapping(
                                    okta,
                                    first.externalGroup().value(),
                                    first.role().value());
                        }))
                        .connections(world.store.connections()));

        assertThat(reader.rolemap.planGroupRoleMappings().plan(ACTOR, Command.of(ACME, okta.id(), wanted(many))))
                .isEqualTo(new Planned(
                        new MappingPlan(List.of(), List.of(), List.of(), MappingQuery.MAX_LIMIT + 1), version()));
    }

    private GroupRoleMappingRepository afterTheFirstPage(Runnable change) {
        AtomicBoolean first = new AtomicBoolean(true);
        return around((method, call) -> {
            Object answer = call.get();
            if (method.getName().equals("list") && first.getAndSet(false)) {
                change.run();
            }
            return answer;
        });
    }

    /** The mappings of the world, with something before or after each call. */
    private GroupRoleMappingRepository around(BiFunction<Method, Supplier<Object>, Object> advice) {
        GroupRoleMappingRepository mappings = world.store.mappings();
        return (GroupRoleMappingRepository) Proxy.newProxyInstance(
                GroupRoleMappingRepository.class.getClassLoader(),
                new Class<?>[] {GroupRoleMappingRepository.class},
                (proxy, method, args) -> advice.apply(method, () -> {
                    try {
                        return method.invoke(mappings, args);
                    } catch (ReflectiveOperationException fault) {
                        throw new AssertionError(fault);
                    }
                }));
    }

    @Test
    void the_version_that_a_replacement_tells_is_that_of_the_set_it_leaves() {
        Generated.cases(50, random -> {
            world.at(START.plusMillis(random.nextInt(-5, 6)));

            assertThat(replaced(anyWanted(random)).version()).isEqualTo(version());
        });
    }

    @Test
    void a_plan_tells_the_version_under_which_it_can_be_carried_out() {
        world.mapping(okta, "Admins", 1);
        Command command = Command.of(ACME, okta.id(), wanted("Sales", 1));
        MappingSetVersion planned = planned(command).version();

        assertThat(replace(command.onlyIf(planned::equals))).isInstanceOf(Replaced.class);
        assertThat(replace(command.onlyIf(planned::equals))).isEqualTo(new ConditionNotMet());
    }

    @Test
    void a_set_that_somebody_changed_since_it_was_read_is_not_overwritten() {
        MappingSetVersion read = version();
        GroupRoleMapping meanwhile = world.mapping(okta, "Admins", 1);
        Command command = Command.of(ACME, okta.id(), wanted("Sales", 1)).onlyIf(read::equals);

        assertThat(replace(command)).isEqualTo(new ConditionNotMet());
        assertThat(plan(command)).isEqualTo(new PlanGroupRoleMappings.ConditionNotMet());
        assertThat(world.stored(okta)).containsExactly(meanwhile);
    }

    @Test
    void a_condition_counts_where_nothing_would_change_too() {
        Command command = Command.of(ACME, okta.id(), wanted()).onlyIf(version -> false);

        assertThat(replace(command)).isEqualTo(new ConditionNotMet());
        assertThat(plan(command)).isEqualTo(new PlanGroupRoleMappings.ConditionNotMet());
    }

    @Test
    void replacements_at_the_same_time_never_mix() {
        List<WantedMappings> sets = IntStream.range(0, 4)
                .mapToObj(number -> wanted("common", number, "own " + number, number, "other " + number, 1))
                .toList();

        for (int round = 0; round < 25; round++) {
            Together.run(4, number -> replace(sets.get(number)));

            assertThat(sets)
                    .extracting(ReplaceGroupRoleMappingsTest::rolesByGroup)
                    .contains(exported());
        }
    }

    @Test
    void of_many_who_replace_the_set_they_have_read_exactly_one_succeeds() {
        MappingSetVersion read = version();

        List<Result> results = Together.run(
                8,
                number -> replace(Command.of(ACME, okta.id(), wanted("Admins", number, "own " + number, number))
                        .onlyIf(read::equals)));

        assertThat(results).filteredOn(Replaced.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !(result instanceof Replaced))
                .hasSize(7)
                .containsOnly(new ConditionNotMet());
    }

    @Test
    void work_that_the_database_runs_again_ends_in_the_same_set() {
        world.mapping(okta, "Admins", 1);
        TestWorld repeating = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(world.store.mappings())
                        .connections(world.store.connections())
                        .transactions(world.runningTwice())
                        .ids(() -> "again-" + world.stored(okta).size()));

        Result result = repeating
                .rolemap
                .replaceGroupRoleMappings()
                .replace(ACTOR, Command.of(ACME, okta.id(), wanted("Sales", 2)));

        assertThat(((Replaced) result).version()).isEqualTo(version());
        assertThat(exported()).isEqualTo(Map.of("Sales", 2L));
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "entra");
        GroupRoleMapping mapping = world.mapping(theirs, "Admins", 1);
        Command command = Command.of(ACME, theirs.id(), wanted("Sales", 1));
        Command unheardOf = Command.of(ACME, new ConnectionId("unheard-of"), wanted("Sales", 1));

        assertThat(replace(command)).isEqualTo(new ConnectionNotFound()).isEqualTo(replace(unheardOf));
        assertThat(plan(command))
                .isEqualTo(new PlanGroupRoleMappings.ConnectionNotFound())
                .isEqualTo(plan(unheardOf));
        assertThat(world.stored(theirs)).containsExactly(mapping);
    }

    @Test
    void the_authorizer_is_asked_about_reading_and_about_every_wanted_role_once() {
        TestWorld open = new TestWorld(Authorizer.permitAll());
        Action write = Action.on(ACME, Permission.MAPPINGS_WRITE);

        open.rolemap
                .replaceGroupRoleMappings()
                .replace(ACTOR, Command.of(ACME, okta.id(), wanted("a", 2, "b", 1, "c", 2)));

        assertThat(open.asked)
                .containsExactly(
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        write.granting(new RoleId(1)),
                        write.granting(new RoleId(2)));
    }

    @Test
    void whoever_may_not_hand_out_one_of_the_roles_replaces_and_plans_nothing() {
        Authorizer noAdministrators = (actor, action) -> !action.grantedRole().equals(Optional.of(new RoleId(7)));
        TestWorld guarded = new TestWorld(noAdministrators);
        GroupRoleMapping mapping = guarded.mapping(guarded.connection(ACME, "okta"), "Admins", 1);
        Command command = Command.of(ACME, okta.id(), wanted("a", 2, "b", 7));

        assertThat(guarded.rolemap.replaceGroupRoleMappings().replace(ACTOR, command))
                .isEqualTo(new NotPermitted());
        assertThat(guarded.rolemap.planGroupRoleMappings().plan(ACTOR, command))
                .isEqualTo(new PlanGroupRoleMappings.NotPermitted());
        assertThat(guarded.stored(okta)).containsExactly(mapping);
    }

    @Test
    void whoever_may_only_read_replaces_and_plans_nothing_not_even_the_empty_set() {
        Actor reader = holderOf(ACME, Permission.MAPPINGS_READ);
        for (WantedMappings wanted : List.of(wanted("a", 2), wanted())) {
            Command command = Command.of(ACME, okta.id(), wanted);

            assertThat(world.rolemap.replaceGroupRoleMappings().replace(reader, command))
                    .isEqualTo(new NotPermitted());
            assertThat(world.rolemap.planGroupRoleMappings().plan(reader, command))
                    .isEqualTo(new PlanGroupRoleMappings.NotPermitted());
        }
    }

    private Result replace(WantedMappings wanted) {
        return replace(Command.of(ACME, okta.id(), wanted));
    }

    private Result replace(Command command) {
        return world.rolemap.replaceGroupRoleMappings().replace(ACTOR, command);
    }

    private Replaced replaced(WantedMappings wanted) {
        return (Replaced) replace(wanted);
    }

    private Replaced replaced(Command command) {
        return (Replaced) replace(command);
    }

    private PlanGroupRoleMappings.Result plan(Command command) {
        return world.rolemap.planGroupRoleMappings().plan(ACTOR, command);
    }

    private Planned planned(Command command) {
        return (Planned) plan(command);
    }

    private MappingSetVersion version() {
        return ((GetMappingSetVersion.Found)
                        world.rolemap.getMappingSetVersion().version(ACTOR, ACME, okta.id()))
                .version();
    }

    private Map<String, Long> exported() {
        Map<String, Long> roles = new LinkedHashMap<>();
        world.stored(okta)
                .forEach(mapping -> roles.put(
                        mapping.externalGroup().value(), mapping.role().value()));
        return roles;
    }

    private static Map<String, Long> rolesByGroup(WantedMappings wanted) {
        Map<String, Long> roles = new LinkedHashMap<>();
        wanted.mappings()
                .forEach(mapping -> roles.put(
                        mapping.externalGroup().value(), mapping.role().value()));
        return roles;
    }

    private static GroupRoleMapping created(String id, String group, long role) {
        return new GroupRoleMapping(
                new MappingId(id),
                ACME,
                new ConnectionId("okta"),
                new ExternalGroup(group),
                new RoleId(role),
                START_IN_MILLIS.plusSeconds(5),
                START_IN_MILLIS.plusSeconds(5));
    }

    /** Few groups and roles, so that sets have much in common, and now and then one that is odd. */
    private static WantedMappings anyWanted(RandomGenerator random) {
        Map<String, Long> roles = new LinkedHashMap<>();
        for (int size = random.nextInt(8); size > 0; size--) {
            String group = random.nextInt(5) == 0
                    ? Generated.text(random, random.nextInt(1, 20))
                    : Generated.from(random, "abAB ", 1, 2);
            roles.put(group, random.nextInt(5) == 0 ? random.nextLong() : random.nextLong(3));
        }
        List<WantedMapping> mappings = new ArrayList<>();
        roles.forEach((group, role) -> mappings.add(new WantedMapping(new ExternalGroup(group), new RoleId(role))));
        return new WantedMappings(mappings);
    }
}

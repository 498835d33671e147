package io.rolemap.application;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Grants;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.People;
import io.rolemap.domain.resolution.Person;
import io.rolemap.domain.resolution.PersonId;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleCatalog;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.InMemoryStore;
import io.rolemap.testkit.Pages;
import io.rolemap.testkit.SequentialIds;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** All use cases over an in-memory store, with a clock that stands still until it is moved and ids that count. */
public final class TestWorld {

    public static final OrgId ACME = new OrgId("acme");
    public static final OrgId GLOBEX = new OrgId("globex");

    /** Finer than a millisecond, to show what becomes of the rest. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

    public static final Instant START_IN_MILLIS = Instant.parse("2026-03-01T12:00:00.123Z");

    public final InMemoryStore store = new InMemoryStore();
    public final List<Action> asked = new ArrayList<>();
    public final Rolemap rolemap;
    private final FixedClock clock = FixedClock.at(START);
    private final SequentialIds ids = new SequentialIds();
    private final Authorizer authorizer;

    public TestWorld() {
        this(Authorizer.byGrants());
    }

    public TestWorld(Authorizer authorizer) {
        this(authorizer, builder -> builder);
    }

    public TestWorld(Authorizer authorizer, UnaryOperator<Rolemap.Builder> changes) {
        this.authorizer = authorizer;
        rolemap = with(changes);
    }

    /** More use cases over the same store, with other ports. */
    public Rolemap with(UnaryOperator<Rolemap.Builder> changes) {
        return changes.apply(Rolemap.builder()
                        .mappings(store.mappings())
                        .connections(store.connections())
                        .lookup(store.lookup())
                        .observedGroups(store.observedGroups())
                        .roles(store.roles())
                        .apiKeys(store.apiKeys())
                        .transactions(store.transactions())
                        .authorizer((actor, action) -> {
                            asked.add(action);
                            return authorizer.permits(actor, action);
                        })
                        .ids(ids)
                        .clock(clock)
                        .secureRandom(new SplittableRandom(7)))
                .build();
    }

    /** Use cases whose every port but the authorizer fails the test when it is touched. */
    public static Rolemap untouchable(Authorizer authorizer) {
        return Rolemap.builder()
                .mappings(failing(GroupRoleMappingRepository.class))
                .connections(failing(ConnectionRepository.class))
                .lookup(failing(MappingLookup.class))
                .observedGroups(failing(ObservedGroupRepository.class))
                .roles(failing(RoleRepository.class))
                .roleCatalog(failing(RoleCatalog.class))
                .apiKeys(failing(ApiKeyRepository.class))
                .transactions(failing(Transactions.class))
                .ids(failing(IdGenerator.class))
                .clock(failing(InstantSource.class))
                .authorizer(authorizer)
                .build();
    }

    public static Actor holderOf(OrgId org, Permission... permissions) {
        return new Actor("key:test", Grants.in(org, Set.of(permissions)));
    }

    public void at(Instant moment) {
        clock.set(moment);
    }

    public Connection connection(OrgId org, String id) {
        CreateConnection.Command named = CreateConnection.Command.of(org, new ProviderKey(org + "-" + id))
                .withId(new ConnectionId(id));
        return rolemap.createConnection()
                .create(Actor.operator(), named)
                .fold(
                        CreateConnection.Created::connection,
                        idInUse -> unexpected(idInUse),
                        keyInUse -> unexpected(keyInUse),
                        unknownRole -> unexpected(unknownRole),
                        denied -> unexpected(denied));
    }

    public Connection changed(Connection connection, ConnectionChanges changes) {
        return rolemap.updateConnection()
                .update(Actor.operator(), UpdateConnection.Command.of(connection.org(), connection.id(), changes))
                .fold(
                        UpdateConnection.Updated::connection,
                        notFound -> unexpected(notFound),
                        conditionNotMet -> unexpected(conditionNotMet),
                        keyInUse -> unexpected(keyInUse),
                        unknownRole -> unexpected(unknownRole),
                        denied -> unexpected(denied));
    }

    public GroupRoleMapping mapping(Connection connection, String group, long role) {
        return rolemap.createGroupRoleMapping()
                .create(Actor.operator(), createMapping(connection.org(), connection.id(), group, role))
                .fold(
                        CreateGroupRoleMapping.Created::mapping,
                        notFound -> unexpected(notFound),
                        taken -> unexpected(taken),
                        unknownRole -> unexpected(unknownRole),
                        denied -> unexpected(denied));
    }

    public Role role(OrgId org, long id) {
        return rolemap.putRole()
                .put(Actor.operator(), new PutRole.Command(org, new RoleId(id), new RoleName("Role " + id)))
                .fold(PutRole.Created::role, PutRole.Updated::role, denied -> unexpected(denied));
    }

    /** What the connection has in the end, oldest first. */
    public List<GroupRoleMapping> stored(Connection connection) {
        return Pages.all(store.mappings(), connection.org(), connection.id()).orElseThrow();
    }

    /** Groups and roles by turns. */
    public static WantedMappings wanted(Object... groupsAndRoles) {
        List<WantedMapping> mappings = new ArrayList<>();
        for (int index = 0; index < groupsAndRoles.length; index += 2) {
            mappings.add(new WantedMapping(
                    new ExternalGroup((String) groupsAndRoles[index]), new RoleId((int) groupsAndRoles[index + 1])));
        }
        return new WantedMappings(mappings);
    }

    public static SentGroups sent(String... groups) {
        return SentGroups.of(Stream.of(groups).map(ExternalGroup::new).toList());
    }

    public static People people(Object... idsAndGroups) {
        List<Person> people = new ArrayList<>();
        for (int index = 0; index < idsAndGroups.length; index += 2) {
            people.add(new Person(new PersonId((String) idsAndGroups[index]), (GroupSource) idsAndGroups[index + 1]));
        }
        return new People(people);
    }

    public static List<RoleId> roles(long... numbers) {
        return LongStream.of(numbers).mapToObj(RoleId::new).toList();
    }

    public static CreateGroupRoleMapping.Command createMapping(
            OrgId org, ConnectionId connection, String group, long role) {
        return new CreateGroupRoleMapping.Command(org, connection, new ExternalGroup(group), new RoleId(role));
    }

    public static <T> T unexpected(Object outcome) {
        throw new AssertionError("Unexpected outcome: " + outcome);
    }

    /** The same port, with something that happens before each call. */
    public static <T> T before(Class<T> port, T target, Consumer<String> methodIsCalled) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            methodIsCalled.accept(method.getName());
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private static <T> T failing(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            throw new AssertionError(port.getSimpleName() + "." + method.getName() + " was touched");
        }));
    }
}

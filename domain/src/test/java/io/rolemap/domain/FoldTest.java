package io.rolemap.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.resolution.Evidence;
import io.rolemap.domain.resolution.Resolution;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds for every type of this module that is folded, those that are added later included. */
class FoldTest {

    private static final Instant MOMENT = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrgId ACME = new OrgId("acme");
    private static final ConnectionId OKTA = new ConnectionId("okta");
    private static final ApiKeySecret SECRET = ApiKeySecret.generate(new SplittableRandom(7));
    private static final GroupRoleMapping MAPPING = new GroupRoleMapping(
            new MappingId("m1"), ACME, OKTA, new ExternalGroup("Admins"), new RoleId(2227), MOMENT, MOMENT);

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(GroupRoleMapping.class, MAPPING),
            Map.entry(MappingPage.class, new MappingPage(List.of(MAPPING), Optional.empty())),
            Map.entry(MappingPlan.class, new MappingPlan(List.of(), List.of(), List.of(MAPPING), 0)),
            Map.entry(MappingChanges.class, new MappingChanges(List.of(MAPPING), List.of(), List.of(), 0)),
            Map.entry(MappingSetVersion.class, MappingSetVersion.of(List.of(MAPPING))),
            Map.entry(
                    Connection.class,
                    new Connection(
                            OKTA,
                            ACME,
                            ProviderKind.OIDC,
                            new ProviderKey("acme-okta"),
                            Optional.empty(),
                            GroupsClaim.DEFAULT,
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            MOMENT,
                            MOMENT)),
            Map.entry(
                    Resolution.class,
                    new Resolution(List.of(), Evidence.EMPTY, List.of(), List.of(), false, true, Optional.empty())),
            Map.entry(ProviderKey.class, new ProviderKey("acme-okta")),
            Map.entry(ConnectionId.class, OKTA),
            Map.entry(String.class, "/groups"),
            Map.entry(int.class, 1),
            Map.entry(boolean.class, true),
            Map.entry(ObservedGroupPage.class, new ObservedGroupPage(List.of(), Optional.empty())),
            Map.entry(Role.class, new Role(ACME, new RoleId(2227), new RoleName("Operator"), MOMENT, MOMENT)),
            Map.entry(RoleId.class, new RoleId(2227)),
            Map.entry(RoleUses.class, new RoleUses(1, 0, List.of(OKTA))),
            Map.entry(
                    ApiKey.class,
                    new ApiKey(
                            new KeyId("k1"),
                            ACME,
                            new KeyName("provisioning"),
                            Set.of(),
                            SECRET.digest(),
                            MOMENT,
                            Optional.empty())),
            Map.entry(ApiKeySecret.class, SECRET),
            Map.entry(Optional.class, Optional.of(MAPPING)),
            Map.entry(Set.class, Set.of(new RoleId(2227))),
            Map.entry(List.class, List.of()));

    @TestFactory
    Stream<DynamicTest> a_fold_calls_the_function_for_the_case_at_hand_with_it_and_no_other() throws Exception {
        return foldedTypes()
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.getEnclosingClass().getSimpleName() + "." + outcome.getSimpleName(),
                        () -> assertFoldsTo(outcome)));
    }

    @Test
    void there_are_folded_types() throws Exception {
        assertThat(foldedTypes().map(Class::getName))
                .contains(
                        "io.rolemap.domain.mapping.CreateGroupRoleMapping$Result",
                        "io.rolemap.domain.mapping.GroupRoleMappingRepository$Insertion",
                        "io.rolemap.domain.mapping.ReplaceGroupRoleMappings$Result",
                        "io.rolemap.domain.connection.UpdateConnection$Result",
                        "io.rolemap.domain.role.RoleRepository$Deletion");
    }

    private static void assertFoldsTo(Class<?> outcome) throws ReflectiveOperationException {
        Method fold = foldOf(outcome).orElseThrow();
        List<Type> cases = Arrays.stream(fold.getGenericParameterTypes())
                .map(parameter -> ((ParameterizedType) parameter).getActualTypeArguments()[0])
                .toList();
        Object[] functions = cases.stream()
                .map(theCase -> (Function<Object, String>) argument -> theCase.getTypeName() + " of " + id(argument))
                .toArray();
        Object sample = sampleOf(outcome);
        Object argument = cases.contains(outcome) ? sample : onlyComponentOf(sample);

        assertThat(fold.invoke(sample, functions)).isEqualTo(argument.getClass().getTypeName() + " of " + id(argument));
    }

    /** What a case that is nothing but a wrapper hands on in its place. */
    private static Object onlyComponentOf(Object sample) throws ReflectiveOperationException {
        RecordComponent[] components = sample.getClass().getRecordComponents();
        assertThat(components).as("components of %s", sample.getClass()).hasSize(1);
        return components[0].getAccessor().invoke(sample);
    }

    private static String id(Object object) {
        return object.getClass().getName() + "@" + System.identityHashCode(object);
    }

    private static Object sampleOf(Class<?> outcome) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(outcome.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(types).map(SAMPLES::get).toArray();
        assertThat(values).as("samples for the components of %s", outcome).doesNotContainNull();
        return outcome.getDeclaredConstructor(types).newInstance(values);
    }

    private static Optional<Method> foldOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("fold"))
                .findFirst();
    }

    private static Stream<Class<?>> foldedTypes() throws IOException, URISyntaxException {
        Path classes = Path.of(ExternalGroup.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .<Class<?>>map(file -> load(file.replace(".class", "")
                            .replace(classes.getFileSystem().getSeparator(), ".")))
                    .filter(type -> type.isInterface() && foldOf(type).isPresent())
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException vanished) {
            throw new AssertionError(vanished);
        }
    }
}

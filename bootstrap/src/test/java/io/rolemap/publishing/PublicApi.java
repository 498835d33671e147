package io.rolemap.publishing;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What others may rely on: the public types of the packages that are offered, and what is public or protected in them. */
public final class PublicApi {

    /** Where it is listed. */
    static final Path FILE = Path.of("src", "test", "resources", "io", "rolemap", "publishing", "public-api.txt");

    static final List<String> OFFERED = List.of(
            "io.rolemap.domain.access",
            "io.rolemap.domain.connection",
            "io.rolemap.domain.mapping",
            "io.rolemap.domain.observation",
            "io.rolemap.domain.resolution",
            "io.rolemap.domain.role",
            "io.rolemap.domain.shared",
            "io.rolemap.application",
            "io.rolemap.adapters.http",
            "io.rolemap.adapters.jdbc",
            "io.rolemap.testkit",
            "io.rolemap.architecture");

    /** Public only because the packages of the domain share it; its page says so. */
    private static final Set<String> NOT_OFFERED = Set.of("io.rolemap.domain.shared.Require");

    private static final Set<String> METHODS_OF_EVERY_OBJECT =
            Set.of("equals(java.lang.Object)", "hashCode()", "toString()");

    private static final String INDENT = "    ";

    private static final Pattern TOP_LEVEL_TYPE =
            Pattern.compile("^[a-z].* (?:class|interface|record|enum|annotation) io\\.rolemap\\.([\\w.]+)(?![\\w.$])");

    private PublicApi() {}

    /** The types that the file lists, nested ones aside, relative to {@code io.rolemap}. */
    public static String[] listedTypes(String... layers) {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.flatMap(line -> TOP_LEVEL_TYPE.matcher(line).results())
                    .map(type -> type.group(1))
                    .filter(type -> Arrays.stream(layers).anyMatch(layer -> type.startsWith(layer + ".")))
                    .toArray(String[]::new);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** What there is, in the words of the file. */
    static String present() {
        return new ClassFileImporter()
                .importPackages(OFFERED).stream()
                        .filter(type -> OFFERED.contains(type.getPackageName()))
                        .map(PublicApi::load)
                        .filter(PublicApi::isVisible)
                        .filter(type -> !NOT_OFFERED.contains(type.getName()))
                        .sorted(Comparator.comparing(Class::getName))
                        .map(PublicApi::describe)
                        .collect(joining("\n"));
    }

    private static Class<?> load(JavaClass type) {
        try {
            return Class.forName(type.getName(), false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static boolean isVisible(Class<?> type) {
        boolean open = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return open && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    static String describe(Class<?> type) {
        List<String> members = new ArrayList<>();
        Arrays.stream(type.getDeclaredFields()).filter(PublicApi::isVisible).forEach(field -> members.add(line(field)));
        Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicApi::isVisible)
                .forEach(constructor -> members.add(line(constructor)));
        Arrays.stream(type.getDeclaredMethods())
                .filter(PublicApi::isVisible)
                .filter(method -> !METHODS_OF_EVERY_OBJECT.contains(call(method)))
                .forEach(method -> members.add(line(method)));
        return heading(type) + "\n"
                + members.stream()
                        .sorted()
                        .map(member -> INDENT + member + "\n")
                        .collect(joining());
    }

    private static boolean isVisible(Member member) {
        int modifiers = member.getModifiers();
        return (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)) && !member.isSynthetic();
    }

    private static String heading(Class<?> type) {
        String kind = type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        // That a constant's own body makes an enum a sealed one concerns nobody else.
        boolean sealed = type.isSealed() && !type.isEnum();
        String permitted = sealed
                ? " permits "
                        + Arrays.stream(type.getPermittedSubclasses())
                                .map(Class::getName)
                                .collect(joining(", "))
                : "";
        List<Type> supertypes = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null && !type.isRecord() && !type.isEnum()) {
            supertypes.add(0, type.getGenericSuperclass());
        }
        supertypes.remove(Object.class);
        String above = supertypes.isEmpty()
                ? ""
                : " : " + supertypes.stream().map(Type::getTypeName).collect(joining(", "));
        return modifiers(type.getModifiers() & ~Modifier.INTERFACE & (type.isInterface() ? ~Modifier.ABSTRACT : ~0))
                + (sealed ? "sealed " : "") + kind + " " + type.getName() + parameters(type.getTypeParameters()) + above
                + permitted;
    }

    private static String line(Field field) {
        return modifiers(field.getModifiers()) + field.getGenericType().getTypeName() + " " + field.getName();
    }

    private static String line(Constructor<?> constructor) {
        return modifiers(constructor.getModifiers()) + parameters(constructor.getTypeParameters()) + "new("
                + names(constructor.getGenericParameterTypes()) + ")" + thrown(constructor.getGenericExceptionTypes());
    }

    private static String line(Method method) {
        String typeParameters = parameters(method.getTypeParameters());
        return modifiers(method.getModifiers() & ~Modifier.TRANSIENT & ~Modifier.VOLATILE)
                + (method.isDefault() ? "default " : "") + (typeParameters.isEmpty() ? "" : typeParameters + " ")
                + method.getGenericReturnType().getTypeName() + " " + call(method)
                + thrown(method.getGenericExceptionTypes());
    }

    private static String call(Method method) {
        return method.getName() + "(" + names(method.getGenericParameterTypes()) + ")";
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : "<" + Arrays.stream(variables).map(PublicApi::withBounds).collect(joining(", ")) + ">";
    }

    private static String withBounds(TypeVariable<?> variable) {
        List<Type> bounds = new ArrayList<>(List.of(variable.getBounds()));
        bounds.remove(Object.class);
        return bounds.isEmpty()
                ? variable.getName()
                : variable.getName() + " extends "
                        + bounds.stream().map(Type::getTypeName).collect(joining(" & "));
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(joining(", "));
    }

    private static String thrown(Type[] types) {
        return types.length == 0 ? "" : " throws " + names(types);
    }
}

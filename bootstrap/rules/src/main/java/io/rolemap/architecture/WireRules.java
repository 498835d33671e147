package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import io.rolemap.architecture.Layers.Kind;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is sent and stored has a shape of its own, which the adapter gives it. */
final class WireRules {

    /** Libraries that turn any object into text and back when they are given its class. */
    private static final PackageMatchers OBJECT_MAPPERS = PackageMatchers.of(
            "com.fasterxml.jackson..",
            "tools.jackson..",
            "com.google.gson..",
            "com.squareup.moshi..",
            "io.javalin.json",
            "jakarta.json..",
            "jakarta.xml.bind..",
            "javax.xml.bind..");

    /** Javalin's own ways to the mapper that it was given. */
    private static final Set<String> JAVALIN_MAPS =
            Set.of("bodyAsClass", "bodyStreamAsClass", "bodyValidator", "json", "jsonStream", "messageAsClass");

    private static final String KOTLIN_LAMBDA = "kotlin.jvm.internal.Lambda";
    private static final String KOTLIN_REFERENCE = "kotlin.jvm.internal.CallableReference";

    private final HexagonalRules settings;
    private final Layers layers;

    WireRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
    }

    List<HexagonalRule> all() {
        return List.of(wireTypesStayInTheirAdapter(), domainTypesAreNeverSerialised());
    }

    private HexagonalRule wireTypesStayInTheirAdapter() {
        return HexagonalRule.of(
                "wire-types-stay-in-their-adapter",
                "Neither the domain nor the application layer has types that are named like messages.",
                classes().that(layers.are(Kind.DOMAIN, Kind.APPLICATION)).should(Check.each(this::namedLikeAMessage)),
                "a use case must not change with a format",
                "let the adapter read the message into the domain's own types, and give a type of the domain the"
                        + " domain's word for it");
    }

    private Stream<String> namedLikeAMessage(JavaClass type) {
        return settings.wireTypeNames.stream()
                .filter(type.getSimpleName()::endsWith)
                .limit(1)
                .map(end ->
                        "Class <" + type.getName() + "> has the name of a message ('" + end + "') " + Check.in(type));
    }

    private HexagonalRule domainTypesAreNeverSerialised() {
        return HexagonalRule.of(
                "domain-types-are-never-serialised",
                "No type of the domain or the application layer is serialised as it is.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(type -> Stream.of(
                                        serialisableByDeclaration(type),
                                        givenToAnObjectMapper(type),
                                        objectStreams(type))
                                .flatMap(violations -> violations))),
                "a field that is renamed in the domain must not break a client or what is stored",
                "write member by member in the adapter, or copy into a type that belongs to it");
    }

    /** Enums, exceptions and what compilers make of functions are serialisable whether they want it or not. */
    private Stream<String> serialisableByDeclaration(JavaClass type) {
        boolean declared = layers.isInner(type)
                && type.isAssignableTo(Serializable.class)
                && !type.isAnonymousClass()
                && !type.isAssignableTo(KOTLIN_LAMBDA)
                && !type.isAssignableTo(KOTLIN_REFERENCE)
                && !type.isAssignableTo(Enum.class)
                && !type.isAssignableTo(Throwable.class);
        return declared
                ? Stream.of("Class <" + type.getName() + "> is serialisable " + Check.in(type))
                : Stream.empty();
    }

    private Stream<String> givenToAnObjectMapper(JavaClass type) {
        return type.getReferencedClassObjects().stream()
                .filter(reference -> isShapedByItsFields(reference.getRawType())
                        && !reference.getRawType().equals(type)
                        && goesToAMapper(reference))
                .map(WireRules::describe);
    }

    /** Enums are written as their names, and exceptions are named in order to be caught. */
    private boolean isShapedByItsFields(JavaClass type) {
        return layers.isInner(type) && !type.isAssignableTo(Enum.class) && !type.isAssignableTo(Throwable.class);
    }

    /**
     * Bytecode doesn't tell which call gets a class, but on which lines both are: it is the nearest call to something that
     * takes a class.
     */
    private boolean goesToAMapper(ReferencedClassObject reference) {
        List<JavaCall<?>> takers = reference.getOwner().getCallsFromSelf().stream()
                .filter(call -> takesAClass(call.getTarget()))
                .sorted(Comparator.comparing(call -> distance(call, reference)))
                .toList();
        return takers.stream()
                .takeWhile(call -> distance(call, reference) == distance(takers.get(0), reference))
                .anyMatch(call -> isOfAMapper(call.getTarget()));
    }

    private static int distance(JavaCall<?> call, ReferencedClassObject reference) {
        return Math.abs(call.getLineNumber() - reference.getLineNumber());
    }

    private static boolean takesAClass(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream()
                .map(JavaClass::getBaseComponentType)
                .anyMatch(parameter -> parameter.isEquivalentTo(Class.class) || parameter.isEquivalentTo(Type.class));
    }

    private boolean isOfAMapper(CodeUnitAccessTarget target) {
        String library = target.getOwner().getPackageName();
        return layers.isOutside(target.getOwner())
                && (OBJECT_MAPPERS.test(library)
                        || (library.startsWith("io.javalin.") && JAVALIN_MAPS.contains(target.getName())));
    }

    private static String describe(ReferencedClassObject reference) {
        return "Method <" + reference.getOwner().getFullName() + "> gives an object mapper the class <"
                + reference.getRawType().getName() + "> in " + reference.getSourceCodeLocation();
    }

    private static Stream<String> objectStreams(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> dependency.getTargetClass().isAssignableTo(ObjectInputStream.class)
                        || dependency.getTargetClass().isAssignableTo(ObjectOutputStream.class))
                .map(Check::describe);
    }
}

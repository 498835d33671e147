package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import io.rolemap.architecture.Layers.Kind;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** What is sent and stored has a shape of its own, which the adapter gives it. */
final class WireRules {

    /** Libraries that turn any object into text and back when they are given its class. */
    private static final PackageMatchers OBJECT_MAPPERS = PackageMatchers.of(
            "com.fasterxml.jackson..",
            "tools.jackson..",
            "com.google.gson..",
            "com.squareup.moshi..",
            "io.javalin..",
            "jakarta.json..",
            "jakarta.xml.bind..",
            "javax.xml.bind..");

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
        boolean knowsAMapper = type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .anyMatch(target -> layers.isOutside(target) && OBJECT_MAPPERS.test(target.getPackageName()));
        return knowsAMapper && !type.isAssignableTo(KOTLIN_REFERENCE)
                ? type.getReferencedClassObjects().stream()
                        .filter(reference -> layers.isInner(reference.getRawType())
                                && !reference.getRawType().equals(type))
                        .map(WireRules::describe)
                : Stream.empty();
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

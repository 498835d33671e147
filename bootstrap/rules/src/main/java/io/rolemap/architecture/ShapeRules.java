package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What classes and fields look like. */
final class ShapeRules {

    /** By simple name, because each of them exists in several packages. */
    private static final Set<String> INJECTIONS = Set.of(
            "Autowired",
            "ConfigProperty",
            "EJB",
            "Inject",
            "PersistenceContext",
            "PersistenceUnit",
            "Resource",
            "Value");

    private final HexagonalRules settings;
    private final Layers layers;

    ShapeRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
    }

    List<HexagonalRule> all() {
        return List.of(
                publicTypesAreAListedFew(),
                internalsStayInTheirLayer(),
                classesAreFinal(),
                staticMeansFinal(),
                noFieldIsInjected());
    }

    private HexagonalRule publicTypesAreAListedFew() {
        return HexagonalRule.of(
                        "public-types-are-a-listed-few",
                        "Only listed types are public.",
                        classes().that(layers.ofTheService()).should(Check.each(this::publicButNotListed)),
                        "whatever is public will be used and can then not be changed any more",
                        "make the type package-private, or list it as one that others may rely on")
                .onlyIf(!listed().isEmpty());
    }

    private HexagonalRule internalsStayInTheirLayer() {
        return HexagonalRule.of(
                        "internals-stay-in-their-layer",
                        "What is public only for the packages of its own layer is used by no other layer.",
                        classes()
                                .that(layers.ofTheService())
                                .should(Check.dependencies(
                                        (origin, target) -> settings.internalTypes.contains(layers.relativeName(target))
                                                && !layers.areOfOneLayer(origin, target))),
                        "a type that is public only for the features next to it may change at any time",
                        "use what its layer offers, or let the layer offer it and list it as public")
                .onlyIf(!settings.internalTypes.isEmpty());
    }

    private Set<String> listed() {
        return Stream.concat(settings.publicTypes.stream(), settings.internalTypes.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<String> publicButNotListed(JavaClass type) {
        return isPublic(type) && !listed().contains(layers.relativeName(type))
                ? Stream.of("Class <" + type.getName() + "> is public and not listed " + Check.in(type))
                : Stream.empty();
    }

    static boolean isPublic(JavaClass type) {
        return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private HexagonalRule classesAreFinal() {
        return HexagonalRule.of(
                "classes-are-final",
                "A class that is neither abstract nor sealed is final.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(type -> isExtensibleByAccident(type)
                                ? Stream.of("Class <" + type.getName() + "> is not final " + Check.in(type))
                                : Stream.empty())),
                "a class that was not made to be extended breaks when it is",
                "make it final, and where behaviour varies take an interface as a constructor parameter");
    }

    private static boolean isExtensibleByAccident(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        return !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !type.isSealed()
                && !modifiers.contains(JavaModifier.FINAL)
                && !modifiers.contains(JavaModifier.ABSTRACT)
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private HexagonalRule staticMeansFinal() {
        return HexagonalRule.of(
                "static-means-final",
                "A static field is final.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(type -> type.getFields().stream()
                                .filter(ShapeRules::isGlobalVariable)
                                .map(field -> "Field <" + field.getFullName() + "> is static and not final "
                                        + Check.in(type)))),
                "a global variable couples whoever touches it, tests included",
                "make it a constant, or a field of an object that is handed to those who need it");
    }

    private static boolean isGlobalVariable(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        return modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.FINAL)
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private HexagonalRule noFieldIsInjected() {
        return HexagonalRule.of(
                "no-field-is-injected",
                "No field is filled by a container.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(type -> type.getFields().stream().flatMap(ShapeRules::injections))),
                "an object that needs a container to be complete can't be made in a test",
                "take what it needs as constructor parameters, into final fields");
    }

    private static Stream<String> injections(JavaField field) {
        return field.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .filter(annotation -> INJECTIONS.contains(annotation.getSimpleName()))
                .map(annotation -> "Field <" + field.getFullName() + "> is filled by @" + annotation.getSimpleName()
                        + " " + Check.in(field.getOwner()));
    }
}

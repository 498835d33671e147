package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
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
        List<HexagonalRule> rules = new ArrayList<>();
        if (!listed().isEmpty()) {
            rules.add(publicTypesAreAListedFew());
            rules.add(internalsStayInTheirLayer());
        }
        rules.add(classesAreFinal());
        rules.add(staticMeansFinal());
        rules.add(noFieldIsInjected());
        return rules;
    }

    private HexagonalRule publicTypesAreAListedFew() {
        return new HexagonalRule(
                "public-types-are-a-listed-few",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.together(
                                "be public exactly if they are listed",
                                types -> Stream.concat(publicButNotListed(types), listedButNotPublic(types))))
                        .because("whatever is public will be used and can then not be changed any more: make the type"
                                + " package-private, or list it as one that others may rely on")
                        .allowEmptyShould(true));
    }

    private HexagonalRule internalsStayInTheirLayer() {
        return new HexagonalRule(
                "internals-stay-in-their-layer",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.dependencies(
                                "use of other layers only what is offered",
                                (origin, target) -> settings.internalTypes.contains(layers.relativeName(target))
                                        && !layers.of(origin).equals(layers.of(target))))
                        .because("a type that is public only for the features next to it may change at any time: use"
                                + " what its layer offers, or let the layer offer it and list it as public")
                        .allowEmptyShould(true));
    }

    private Set<String> listed() {
        return Stream.concat(settings.publicTypes.stream(), settings.internalTypes.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<String> publicButNotListed(List<JavaClass> types) {
        return types.stream()
                .filter(type -> isPublic(type) && !listed().contains(layers.relativeName(type)))
                .map(type -> "Class <" + type.getName() + "> is public and not listed " + Check.in(type));
    }

    private Stream<String> listedButNotPublic(List<JavaClass> types) {
        Set<String> open = types.stream()
                .filter(ShapeRules::isPublic)
                .map(layers::relativeName)
                .collect(Collectors.toSet());
        return listed().stream()
                .filter(listed -> !open.contains(listed))
                .map(listed -> "There is no public class <" + settings.base + "." + listed + "> although it is listed");
    }

    private static boolean isPublic(JavaClass type) {
        return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private HexagonalRule classesAreFinal() {
        return new HexagonalRule(
                "classes-are-final",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(
                                "be final",
                                type -> isExtensibleByAccident(type)
                                        ? Stream.of("Class <" + type.getName() + "> is not final " + Check.in(type))
                                        : Stream.empty()))
                        .because("a class that was not made to be extended breaks when it is: make it final, and where"
                                + " behaviour varies take an interface as a constructor parameter")
                        .allowEmptyShould(true));
    }

    private static boolean isExtensibleByAccident(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        return !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !modifiers.contains(JavaModifier.FINAL)
                && !modifiers.contains(JavaModifier.ABSTRACT)
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private HexagonalRule staticMeansFinal() {
        return new HexagonalRule(
                "static-means-final",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(
                                "have no static field that can be reassigned",
                                type -> type.getFields().stream()
                                        .filter(ShapeRules::isGlobalVariable)
                                        .map(field -> "Field <" + field.getFullName() + "> is static and not final in "
                                                + field.getSourceCodeLocation())))
                        .because("a global variable couples whoever touches it, tests included: make it a constant, or"
                                + " a field of an object that is handed to those who need it")
                        .allowEmptyShould(true));
    }

    private static boolean isGlobalVariable(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        return modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.FINAL)
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private HexagonalRule noFieldIsInjected() {
        return new HexagonalRule(
                "no-field-is-injected",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(
                                "have no field that a container fills",
                                type -> type.getFields().stream().flatMap(ShapeRules::injections)))
                        .because("an object that needs a container to be complete can't be made in a test: take what it"
                                + " needs as constructor parameters, into final fields")
                        .allowEmptyShould(true));
    }

    private static Stream<String> injections(JavaField field) {
        return field.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .filter(annotation -> INJECTIONS.contains(annotation.getSimpleName()))
                .map(annotation -> "Field <" + field.getFullName() + "> is filled by @" + annotation.getSimpleName()
                        + " in " + field.getSourceCodeLocation());
    }
}

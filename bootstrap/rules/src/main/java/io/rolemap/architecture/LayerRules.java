package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.rolemap.architecture.Layers.Kind;
import io.rolemap.architecture.Layers.Layer;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is where, and who knows whom. */
final class LayerRules {

    private static final Set<Class<?>> VALUES_OF_JAVA = Set.of(
            CharSequence.class,
            Collection.class,
            Comparable.class,
            Locale.class,
            Map.class,
            Optional.class,
            TemporalAmount.class,
            ZoneId.class);

    private final HexagonalRules settings;
    private final Layers layers;

    LayerRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
    }

    List<HexagonalRule> all() {
        return List.of(
                everyClassBelongsToALayer(),
                noLayerIsEmpty(),
                dependenciesPointInward(),
                adaptersDoNotKnowEachOther(),
                onlyBootstrapWires(),
                featuresHaveNoCycles(),
                packagesOfALayerHaveNoCycles());
    }

    private HexagonalRule everyClassBelongsToALayer() {
        return HexagonalRule.of(
                "every-class-belongs-to-a-layer",
                "Every class is in a layer.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(
                                type -> layers.of(type).isPresent() || isPartOfAnother(type) || isPackage(type)
                                        ? Stream.empty()
                                        : Stream.of("Class <" + type.getName() + "> is in no layer"
                                                + unlessItWires(type) + " " + Check.in(type)))),
                "a class outside the layers is held to no rule",
                "move it into the layer whose work it does (" + layers.names()
                        + "), or name the adapter that it is part of in withAdapters; what all layers share is in a"
                        + " package that domainIn names besides the domain's");
    }

    /** Who says that bootstrap is in the base package may not know that it can be in a package besides. */
    private String unlessItWires(JavaClass type) {
        String below = type.getPackageName()
                .substring(Math.min(
                        settings.base.length() + 1, type.getPackageName().length()));
        return settings.bootstrapInBasePackage && !below.isEmpty()
                ? ", unless .bootstrapIn(\"" + below + "\") says so,"
                : "";
    }

    private static boolean isPartOfAnother(JavaClass type) {
        return type.getEnclosingClass().isPresent();
    }

    /** Compilers make a class of an annotated package. */
    private static boolean isPackage(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private HexagonalRule noLayerIsEmpty() {
        return HexagonalRule.of(
                        "no-layer-is-empty",
                        "Every layer has classes.",
                        classes().that(layers.ofTheService()).should(Check.together(this::emptyLayers)),
                        "rules about a package that holds nothing pass without having looked at anything",
                        "correct the layer's name in the settings of these rules, or put the module that it is in on the"
                                + " class path of these tests")
                .neverFrozen();
    }

    private Stream<String> emptyLayers(List<JavaClass> types) {
        Set<Layer> inhabited = types.stream()
                .filter(type -> !isPackage(type))
                .flatMap(type -> layers.of(type).stream())
                .collect(Collectors.toSet());
        return layers.all().stream()
                .filter(layer -> !inhabited.contains(layer))
                .map(layer -> "Layer '" + layer.name() + "' is empty: there is no class in <" + layer.packageName()
                        + "> or below it"
                        + (layer.kind() == Kind.APPLICATION
                                ? " (where there is none, say withoutApplicationLayer())"
                                : ""));
    }

    private HexagonalRule dependenciesPointInward() {
        return HexagonalRule.of(
                "dependencies-point-inward",
                "A layer knows only itself and the layers further in: bootstrap, then adapters, then application, and"
                        + " innermost the domain.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.dependencies((origin, target) -> layers.of(origin)
                                .flatMap(from ->
                                        layers.of(target).map(to -> !from.kind().mayUse(to.kind())))
                                .orElse(false))),
                "what is further in must not change with what is further out",
                "declare an interface in the domain that says in the domain's words what is needed, implement it in the"
                        + " outer layer, and let bootstrap hand over the implementation");
    }

    private HexagonalRule adaptersDoNotKnowEachOther() {
        return HexagonalRule.of(
                "adapters-do-not-know-each-other",
                "An adapter knows no other adapter.",
                classes().that(layers.ofTheService()).should(Check.dependencies((origin, target) -> {
                    Optional<Layer> from = layers.of(origin).filter(layer -> layer.kind() == Kind.ADAPTER);
                    Optional<Layer> to = layers.of(target).filter(layer -> layer.kind() == Kind.ADAPTER);
                    return from.isPresent() && to.isPresent() && !from.equals(to);
                })),
                "an adapter must be replaceable without touching another",
                "go through a use case or an interface of the domain, or let bootstrap hand over what is needed");
    }

    private HexagonalRule onlyBootstrapWires() {
        return HexagonalRule.of(
                "only-bootstrap-wires",
                "Only bootstrap starts the program, looks services up and makes what the application layer consists"
                        + " of.",
                classes()
                        .that(layers.are(Kind.DOMAIN, Kind.APPLICATION, Kind.ADAPTER))
                        .should(Check.each(
                                type -> Stream.of(mainMethods(type), discoveries(type), makingsOfTheApplication(type))
                                        .flatMap(violations -> violations))),
                "there must be one place that shows what is connected to what",
                "take what is needed as a constructor parameter, and let bootstrap make it, pass it on and start the"
                        + " program");
    }

    private static Stream<String> mainMethods(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getName().equals("main")
                        && method.getModifiers().contains(JavaModifier.STATIC)
                        && method.getRawReturnType().isEquivalentTo(void.class))
                .map(method ->
                        "Method <" + method.getFullName() + "> starts a program in " + method.getSourceCodeLocation());
    }

    private static Stream<String> discoveries(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(ServiceLoader.class))
                .map(JavaAccess::getDescription);
    }

    private Stream<String> makingsOfTheApplication(JavaClass type) {
        return type.getCodeUnitAccessesFromSelf().stream()
                .filter(access -> !layers.isOf(type, Kind.APPLICATION)
                        && layers.isOf(access.getTargetOwner(), Kind.APPLICATION)
                        && !type.isAssignableTo(access.getTargetOwner().getName())
                        && makesAPart(access.getTarget()))
                .map(JavaAccess::getDescription);
    }

    /**
     * Values are no parts: an adapter that makes a command for a use case wires nothing. Nor does a method that a compiler
     * made static, as Kotlin does for parameters with defaults.
     */
    private boolean makesAPart(CodeUnitAccessTarget target) {
        return target.resolveMember()
                .map(member -> member instanceof JavaConstructor
                        ? !isValue(member.getOwner())
                        : isWrittenAsStatic(member)
                                && layers.isInner(member.getRawReturnType())
                                && !isValue(member.getRawReturnType()))
                .orElse(true);
    }

    private static boolean isWrittenAsStatic(JavaCodeUnit member) {
        return member.getModifiers().contains(JavaModifier.STATIC)
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    /** A value is thrown, or compared by what it holds, which is no part of the service, or made only of values. */
    private boolean isValue(JavaClass type) {
        return isValue(type, Set.of());
    }

    /** What holds itself, as a tree does, is a value if all else is that it holds. */
    private boolean isValue(JavaClass type, Set<JavaClass> asked) {
        Set<JavaClass> asking = new HashSet<>(asked);
        return !asking.add(type)
                || isValueOfJava(type)
                || type.isAssignableTo(Throwable.class)
                || (isComparedByContent(type) && !holdsAPort(type, asking))
                || (layers.isInner(type) && (hasNothingButValuesBelow(type, asking) || isMadeOfValues(type, asking)));
    }

    /** An interface to which there is nothing but values is a kind of value itself. */
    private boolean hasNothingButValuesBelow(JavaClass type, Set<JavaClass> asking) {
        return type.isInterface()
                && !type.getAllSubclasses().isEmpty()
                && type.getAllSubclasses().stream().allMatch(below -> below.isInterface() || isValue(below, asking));
    }

    /** What holds nothing at all has nothing but behaviour. */
    private boolean isMadeOfValues(JavaClass type, Set<JavaClass> asking) {
        List<JavaField> fields = type.getAllFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .toList();
        return !fields.isEmpty()
                && fields.stream()
                        .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                        .allMatch(held -> isValue(held.getBaseComponentType(), asking));
    }

    private static boolean isValueOfJava(JavaClass type) {
        return type.isPrimitive()
                || (type.getPackageName().startsWith("java.")
                        && VALUES_OF_JAVA.stream().anyMatch(type::isAssignableTo));
    }

    private boolean holdsAPort(JavaClass type, Set<JavaClass> asking) {
        return type.getFields().stream()
                .map(JavaField::getRawType)
                .anyMatch(held -> held.isInterface() && layers.isInner(held) && !isValue(held, asking));
    }

    /** Records bring their {@code equals} along. */
    private boolean isComparedByContent(JavaClass type) {
        return layers.isInner(type)
                && (type.isEnum() || type.tryGetMethod("equals", Object.class).isPresent());
    }

    private HexagonalRule featuresHaveNoCycles() {
        return HexagonalRule.of(
                "features-have-no-cycles",
                "Features, the first packages below the layers, don't need each other in a circle.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.together(types -> Cycles.among(types, this::featureAcrossLayers))),
                "features that need each other can only be understood together",
                "move what both need into a feature that both may know, or turn one dependency round with an interface");
    }

    private HexagonalRule packagesOfALayerHaveNoCycles() {
        return HexagonalRule.of(
                "packages-of-a-layer-have-no-cycles",
                "The packages of a layer, the layer's own and the first below it, don't need each other in a circle.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.together(types -> layers.all().stream()
                                .flatMap(layer -> Cycles.among(types, type -> packageOf(layer, type))))),
                "what all features of a layer stand on can't stand on one of them, and what puts them together can't be"
                        + " part of them",
                "hand over what is needed as an interface or a function, or move it to the feature that needs it");
    }

    /** What a layer's features share belongs to that layer: it may know a feature further in, and is none itself. */
    private Optional<String> featureAcrossLayers(JavaClass type) {
        return Optional.of(type)
                .filter(layers::isOfTheService)
                .flatMap(layers::featureOf)
                .filter(feature -> !feature.equals(settings.shared));
    }

    private Optional<String> packageOf(Layer layer, JavaClass type) {
        return Optional.of(type)
                .filter(candidate ->
                        layers.isOfTheService(candidate) && layers.of(candidate).equals(Optional.of(layer)))
                .map(candidate -> layers.featureOf(candidate)
                        .map(feature -> layer.name() + "." + feature)
                        .orElse(layer.name()));
    }
}

package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.rolemap.architecture.Layers.Kind;
import io.rolemap.architecture.Layers.Layer;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is where, and who knows whom. */
final class LayerRules {

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
        return new HexagonalRule(
                "every-class-belongs-to-a-layer",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.each(
                                "be in a layer",
                                type -> layers.of(type).isPresent()
                                        ? Stream.empty()
                                        : Stream.of("Class <" + type.getName() + "> is in no layer " + Check.in(type))))
                        .because("a class outside the layers is held to no rule: move it into the layer whose work it"
                                + " does, or name the adapter that it is part of")
                        .allowEmptyShould(true));
    }

    private HexagonalRule noLayerIsEmpty() {
        return new HexagonalRule(
                "no-layer-is-empty",
                classes()
                        .should(Check.together(
                                "leave no layer empty",
                                types -> layers.all().stream()
                                        .filter(layer -> types.stream().noneMatch(layer::contains))
                                        .map(layer -> "Layer '" + layer.name() + "' is empty: there is no class in <"
                                                + layer.packageName() + "> or below it")))
                        .because("rules about a package that holds nothing pass without having looked at anything:"
                                + " correct the layer's name, or put the module on the class path of these tests")
                        .allowEmptyShould(true));
    }

    private HexagonalRule dependenciesPointInward() {
        return new HexagonalRule(
                "dependencies-point-inward",
                classes()
                        .should(Check.dependencies(
                                "know only layers further in",
                                (origin, target) -> layers.of(origin)
                                        .flatMap(from -> layers.of(target)
                                                .map(to -> !from.kind().mayUse(to.kind())))
                                        .orElse(false)))
                        .because("what is further in must not change with what is further out: declare an interface in"
                                + " the domain that says what is needed, and let the outer layer implement it")
                        .allowEmptyShould(true));
    }

    private HexagonalRule adaptersDoNotKnowEachOther() {
        return new HexagonalRule(
                "adapters-do-not-know-each-other",
                classes()
                        .should(Check.dependencies("know no other adapter", (origin, target) -> {
                            Optional<Layer> from = layers.of(origin).filter(layer -> layer.kind() == Kind.ADAPTER);
                            Optional<Layer> to = layers.of(target).filter(layer -> layer.kind() == Kind.ADAPTER);
                            return from.isPresent() && to.isPresent() && !from.equals(to);
                        }))
                        .because("an adapter must be replaceable without touching another: go through a port of the"
                                + " domain, or let bootstrap hand over what is needed")
                        .allowEmptyShould(true));
    }

    private HexagonalRule onlyBootstrapWires() {
        return new HexagonalRule(
                "only-bootstrap-wires",
                classes()
                        .that(layers.are(Kind.DOMAIN, Kind.APPLICATION, Kind.ADAPTER))
                        .should(Check.each(
                                "wire nothing",
                                type -> Stream.of(mainMethods(type), discoveries(type), makingsOfTheApplication(type))
                                        .flatMap(violations -> violations)))
                        .because("there must be one place that shows what is connected to what: take the use cases as"
                                + " constructor parameters, and let bootstrap make them and start the program")
                        .allowEmptyShould(true));
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
                        && access.getTarget()
                                .resolveMember()
                                .map(LayerRules::makesSomething)
                                .orElse(true))
                .map(JavaAccess::getDescription);
    }

    private static boolean makesSomething(JavaCodeUnit codeUnit) {
        return codeUnit instanceof JavaConstructor || isStatic(codeUnit);
    }

    private static boolean isStatic(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.STATIC);
    }

    private HexagonalRule featuresHaveNoCycles() {
        return new HexagonalRule(
                "features-have-no-cycles",
                slices().assignedFrom(slicesOf("features of " + settings.base, this::featureAcrossLayers))
                        .should()
                        .beFreeOfCycles()
                        .because("features that need each other can only be understood together: move what both need"
                                + " into a feature that both may know, or turn one dependency round with an interface")
                        .allowEmptyShould(true));
    }

    private HexagonalRule packagesOfALayerHaveNoCycles() {
        return new HexagonalRule(
                "packages-of-a-layer-have-no-cycles",
                slices().assignedFrom(slicesOf("packages of each layer", this::packageOfALayer))
                        .should()
                        .beFreeOfCycles()
                        .because("what all features of a layer stand on can't stand on one of them, and what puts them"
                                + " together can't be part of them: hand over what is needed as an interface or a"
                                + " function, or move it to the feature that needs it")
                        .allowEmptyShould(true));
    }

    /** What a layer's features share belongs to that layer: it may know a feature further in, and is none itself. */
    private Optional<List<String>> featureAcrossLayers(JavaClass type) {
        return layers.featureOf(type)
                .filter(feature -> !feature.equals(settings.shared))
                .map(List::of);
    }

    private Optional<List<String>> packageOfALayer(JavaClass type) {
        return layers.of(type)
                .map(layer -> List.of(layer.name(), layers.featureOf(type).orElse("itself")));
    }

    private static SliceAssignment slicesOf(
            String description, Function<JavaClass, Optional<List<String>>> assignment) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return assignment.apply(type).map(SliceIdentifier::of).orElseGet(SliceIdentifier::ignore);
            }

            @Override
            public String getDescription() {
                return description;
            }
        };
    }
}

package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings are rules' blind spots: one that names nothing hides a mistake. */
final class SettingRules {

    private final HexagonalRules settings;
    private final Layers layers;

    SettingRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
    }

    List<HexagonalRule> all() {
        return List.of(HexagonalRule.of(
                        "settings-name-what-exists",
                        "What the settings of these rules name exists.",
                        classes()
                                .should(Check.together(types -> Stream.of(
                                                unknownTypes(types), unusedTechnologies(types), emptyPackages(types))
                                        .flatMap(violations -> violations))),
                        "an exception for a class that is gone will one day excuse another, and a misspelt library is"
                                + " guarded by nobody",
                        "correct the setting or remove it")
                .neverFrozen());
    }

    private Stream<String> unknownTypes(List<JavaClass> types) {
        return Stream.of(
                        missing("public class", "publicTypes", settings.publicTypes, types, ShapeRules::isPublic),
                        missing(
                                "public class",
                                "publicWithinTheirLayer",
                                settings.internalTypes,
                                types,
                                ShapeRules::isPublic),
                        missing("class", "ambientDefaultsIn", settings.ambientDefaults, types, type -> true),
                        missing("class", "commandLineIn", settings.commandLine, types, type -> true),
                        missing("class", "except", all(settings.exceptions), types, type -> true),
                        all(settings.annotatedExceptions).stream()
                                .filter(name -> types.stream().noneMatch(type -> Layers.hasAnnotation(type, name)))
                                .map(name -> "There is no class with @" + name + " as exceptAnnotated says"))
                .flatMap(violations -> violations);
    }

    private static Set<String> all(Map<String, Set<String>> exceptions) {
        return exceptions.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<String> missing(
            String what, String setting, Collection<String> named, List<JavaClass> types, Predicate<JavaClass> counts) {
        Set<String> known = types.stream()
                .filter(layers::isOfTheService)
                .filter(counts)
                .map(layers::relativeName)
                .collect(Collectors.toSet());
        return named.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "There is no " + what + " <" + settings.base + "." + name + "> as " + setting + " says");
    }

    private Stream<String> unusedTechnologies(List<JavaClass> types) {
        return settings.technologies.entrySet().stream()
                .filter(technology -> types.stream()
                        .filter(type -> layers.isOfAdapter(type, technology.getKey()))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .noneMatch(dependency -> PackageMatchers.of(technology.getValue())
                                .test(dependency.getTargetClass().getPackageName())))
                .map(technology -> "Adapter '" + technology.getKey() + "' uses nothing of " + technology.getValue()
                        + " as technologyOf says");
    }

    private Stream<String> emptyPackages(List<JavaClass> types) {
        return settings.leftOut.stream()
                .filter(left -> types.stream().noneMatch(type -> Layers.isIn(type, settings.base + "." + left)))
                .map(left -> "There is no class in <" + settings.base + "." + left + "> or below it to leave out as"
                        + " leavingOut says");
    }
}

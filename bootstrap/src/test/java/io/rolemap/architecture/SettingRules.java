package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import java.util.List;
import java.util.Set;
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

    HexagonalRule all() {
        return new HexagonalRule(
                "settings-name-what-exists",
                classes()
                        .should(Check.together(
                                "be what the settings of these rules name",
                                types -> Stream.concat(unknownTypes(types), unusedTechnologies(types))))
                        .because("an exception for a class that is gone will one day excuse another, and a misspelt"
                                + " library is guarded by nobody: correct the setting or remove it")
                        .allowEmptyShould(true));
    }

    private Stream<String> unknownTypes(List<JavaClass> types) {
        Set<String> known = types.stream().map(layers::relativeName).collect(Collectors.toSet());
        return Stream.concat(
                        settings.ambientDefaults.stream().map(type -> List.of("ambientDefaultsIn", type)),
                        settings.commandLine.stream().map(type -> List.of("commandLineIn", type)))
                .filter(setting -> !known.contains(setting.get(1)))
                .map(setting -> "There is no class <" + settings.base + "." + setting.get(1) + "> as " + setting.get(0)
                        + " says");
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
}

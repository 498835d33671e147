package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import io.rolemap.architecture.Layers.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who uses what from outside the service. */
final class LibraryRules {

    private final HexagonalRules settings;
    private final Layers layers;
    private final PackageMatchers bootstrapUses;
    private final Map<String, PackageMatchers> technologies = new LinkedHashMap<>();

    LibraryRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
        bootstrapUses = PackageMatchers.of(settings.bootstrapUses);
        settings.technologies.forEach((adapter, packages) -> technologies.put(adapter, PackageMatchers.of(packages)));
    }

    List<HexagonalRule> all() {
        List<HexagonalRule> rules = new ArrayList<>();
        rules.add(isPlainJava(
                "domain-is-plain-java",
                Kind.DOMAIN,
                settings.domainUses,
                "the domain must outlive every library and be tested without any: put what the library does behind an"
                        + " interface in the domain and use the library in an adapter"));
        rules.add(isPlainJava(
                "application-is-plain-java",
                Kind.APPLICATION,
                settings.applicationUses,
                "use cases must run in any service and in any test: ask a port of the domain for what the library does,"
                        + " and use the library in an adapter"));
        if (!settings.technologies.isEmpty()) {
            rules.add(technologyStaysInItsAdapter());
        }
        return rules;
    }

    private HexagonalRule isPlainJava(String name, Kind kind, List<String> packages, String reason) {
        PackageMatchers allowed = PackageMatchers.of(packages);
        return new HexagonalRule(
                name,
                classes()
                        .that(layers.are(kind))
                        .should(Check.dependencies(
                                "use nothing outside the service but " + packages,
                                (origin, target) -> isOutside(target) && !allowed.test(target.getPackageName())))
                        .because(reason)
                        .allowEmptyShould(true));
    }

    private HexagonalRule technologyStaysInItsAdapter() {
        return new HexagonalRule(
                "technology-stays-in-its-adapter",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.dependencies(
                                "use no technology of an adapter that they are not part of", this::isForeign))
                        .because("a technology that is known in one place can be replaced in one place: let its adapter"
                                + " offer what is needed, in the domain's words or, for bootstrap, in its own")
                        .allowEmptyShould(true));
    }

    private boolean isForeign(JavaClass origin, JavaClass target) {
        String library = target.getPackageName();
        boolean bootstrapMay = layers.isOf(origin, Kind.BOOTSTRAP) && bootstrapUses.test(library);
        return isOutside(target)
                && !bootstrapMay
                && technologies.values().stream().anyMatch(technology -> technology.test(library))
                && technologies.entrySet().stream()
                        .noneMatch(technology ->
                                technology.getValue().test(library) && layers.isOfAdapter(origin, technology.getKey()));
    }

    private boolean isOutside(JavaClass target) {
        return !layers.isOfTheService(target) && !target.isPrimitive();
    }
}

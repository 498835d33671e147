package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import io.rolemap.architecture.Layers.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who uses what from outside the service. */
final class LibraryRules {

    /** What Kotlin's compiler writes into every class, and what its language is about: no library in Kotlin's eyes. */
    private static final PackageMatchers LANGUAGE = PackageMatchers.of(
            "kotlin",
            "kotlin.annotation",
            "kotlin.collections",
            "kotlin.comparisons",
            "kotlin.coroutines..",
            "kotlin.enums",
            "kotlin.jvm..",
            "kotlin.ranges",
            "kotlin.reflect",
            "kotlin.sequences",
            "kotlin.text",
            "org.jetbrains.annotations");

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
        return List.of(
                isPlainJava(
                        "domain-is-plain-java",
                        "The domain uses nothing from outside the service but plain Java.",
                        Kind.DOMAIN,
                        settings.domainUses(),
                        "the domain must outlive every library and be tested without any",
                        "put what the library does behind an interface in the domain, and use the library in an adapter"
                                + " that implements it; or let domainMayAlsoUse list the package besides "),
                isPlainJava(
                                "application-is-plain-java",
                                "The application layer uses nothing from outside the service but plain Java.",
                                Kind.APPLICATION,
                                settings.applicationUses(),
                                "use cases must run in any service and in any test",
                                "ask an interface of the domain for what the library does, and use the library in an"
                                        + " adapter that implements it; or let applicationMayAlsoUse list the"
                                        + " package besides ")
                        .onlyIf(settings.hasApplication),
                technologyStaysInItsAdapter());
    }

    private HexagonalRule isPlainJava(
            String name, String sentence, Kind kind, List<String> packages, String why, String instead) {
        PackageMatchers allowed = PackageMatchers.of(packages);
        return HexagonalRule.of(
                name,
                sentence,
                classes()
                        .that(layers.are(kind))
                        .should(Check.dependencies((origin, target) -> layers.isInNone(target)
                                && !LANGUAGE.test(target.getPackageName())
                                && !allowed.test(target.getPackageName()))),
                why,
                instead + String.join(", ", packages));
    }

    private HexagonalRule technologyStaysInItsAdapter() {
        return HexagonalRule.of(
                        "technology-stays-in-its-adapter",
                        "An adapter's technology is used by that adapter alone.",
                        classes().that(layers.ofTheService()).should(Check.dependencies(this::isForeign)),
                        "a technology that is known in one place can be replaced in one place",
                        "let the adapter offer what is needed, in the domain's words or, for bootstrap, in its own")
                .onlyIf(!technologies.isEmpty());
    }

    private boolean isForeign(JavaClass origin, JavaClass target) {
        String library = target.getPackageName();
        boolean bootstrapMay = layers.isOf(origin, Kind.BOOTSTRAP) && bootstrapUses.test(library);
        return layers.isOutside(target)
                && !bootstrapMay
                && technologies.values().stream().anyMatch(technology -> technology.test(library))
                && technologies.entrySet().stream()
                        .noneMatch(technology ->
                                technology.getValue().test(library) && layers.isOfAdapter(origin, technology.getKey()));
    }
}

package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which class is in which layer. */
final class Layers {

    enum Kind {
        DOMAIN,
        APPLICATION,
        ADAPTER,
        BOOTSTRAP;

        /** Adapters may look at all that is further in, and at their own; whether at each other is another rule's matter. */
        boolean mayUse(Kind target) {
            return target.compareTo(this) <= 0;
        }
    }

    /**
     * A layer, or that part of the domain or of bootstrap which is in one package.
     *
     * @param name as people say it: {@code "domain"}, {@code "adapters.http"}
     * @param packageName in full
     */
    record Layer(Kind kind, String name, String packageName) {}

    private final HexagonalRules settings;
    private final List<Layer> all = new ArrayList<>();
    private final List<Layer> innermostPackageFirst;

    Layers(HexagonalRules settings) {
        this.settings = settings;
        settings.domain.forEach(name -> add(Kind.DOMAIN, name));
        if (settings.hasApplication) {
            add(Kind.APPLICATION, settings.application);
        }
        settings.adapters.forEach(adapter -> add(Kind.ADAPTER, adapterLayer(adapter)));
        settings.bootstrap.forEach(name -> add(Kind.BOOTSTRAP, name));
        innermostPackageFirst = all.stream()
                .sorted(Comparator.comparing(
                                (Layer layer) -> layer.packageName().length())
                        .reversed())
                .toList();
    }

    private void add(Kind kind, String name) {
        all.add(new Layer(kind, name, settings.base + "." + name));
    }

    private String adapterLayer(String adapter) {
        return settings.adaptersParent.isEmpty() ? adapter : settings.adaptersParent + "." + adapter;
    }

    List<Layer> all() {
        return all;
    }

    String names() {
        return all.stream().map(Layer::name).collect(joining(", "));
    }

    /**
     * Requires that any class is in a layer.
     *
     * @throws IllegalStateException when none is, which names the package below which there are most of the layers
     */
    void requireAny(JavaClasses types) {
        if (types.stream().noneMatch(type -> of(type).isPresent())) {
            throw new IllegalStateException("No layer is below " + settings.base + ": there is no class in "
                    + all.stream().map(Layer::packageName).collect(joining(", ")) + "." + whereTheyAre(types));
        }
    }

    private String whereTheyAre(JavaClasses types) {
        Map<String, Set<Layer>> found = new TreeMap<>();
        for (JavaClass type : types) {
            for (Layer layer : all) {
                int end = (type.getPackageName() + ".").indexOf("." + layer.name() + ".");
                if (end > 0) {
                    found.computeIfAbsent(type.getPackageName().substring(0, end), none -> new HashSet<>())
                            .add(layer);
                }
            }
        }
        return found.entrySet().stream()
                .max(Comparator.comparing(candidate -> candidate.getValue().size()))
                .map(candidate -> " There are "
                        + all.stream()
                                .filter(candidate.getValue()::contains)
                                .map(Layer::name)
                                .collect(joining(", "))
                        + " below " + candidate.getKey() + ": is that the base package?")
                .orElse(" Are the layers called otherwise?");
    }

    /** Where one layer's package is below another's, the type is in the one below. */
    Optional<Layer> of(JavaClass type) {
        Optional<Layer> byPackage = innermostPackageFirst.stream()
                .filter(layer -> isIn(type, layer.packageName()))
                .findFirst();
        return byPackage.or(() -> bootstrapInBasePackage(type));
    }

    private Optional<Layer> bootstrapInBasePackage(JavaClass type) {
        return settings.bootstrapInBasePackage && type.getPackageName().equals(settings.base)
                ? all.stream().filter(layer -> layer.kind() == Kind.BOOTSTRAP).findFirst()
                : Optional.empty();
    }

    boolean isOf(JavaClass type, Kind kind) {
        return of(type).filter(layer -> layer.kind() == kind).isPresent();
    }

    boolean isOfAdapter(JavaClass type, String adapter) {
        return of(type).filter(
                        layer -> layer.kind() == Kind.ADAPTER && layer.name().equals(adapterLayer(adapter)))
                .isPresent();
    }

    /** Adapters are layers of their own; all packages of another kind are one. */
    boolean areOfOneLayer(JavaClass one, JavaClass other) {
        return of(one).equals(of(other))
                || Stream.of(Kind.DOMAIN, Kind.BOOTSTRAP).anyMatch(kind -> isOf(one, kind) && isOf(other, kind));
    }

    boolean isInner(JavaClass type) {
        return isOf(type, Kind.DOMAIN) || isOf(type, Kind.APPLICATION);
    }

    /** The first package below the layer; empty for what stands in the layer itself. */
    Optional<String> featureOf(JavaClass type) {
        return of(type).filter(layer -> isIn(type, layer.packageName()))
                .map(layer ->
                        type.getPackageName().substring(layer.packageName().length()))
                .filter(below -> !below.isEmpty())
                .map(below -> below.substring(1).split("\\.", 2)[0]);
    }

    /** The classes that are held to the rules: all of the base package but those left out. */
    boolean isOfTheService(JavaClass type) {
        return isIn(type, settings.base) && !isLeftOut(type);
    }

    /** What was left out is still of the layer in which it stands; anywhere else it is like a library. */
    boolean isOutside(JavaClass type) {
        return isInNone(type) && !isOfTheService(type);
    }

    /** What is in no layer may itself use anything. */
    boolean isInNone(JavaClass type) {
        return !type.isPrimitive() && of(type).isEmpty();
    }

    DescribedPredicate<JavaClass> areInBase() {
        return DescribedPredicate.describe("are in " + settings.base, type -> isIn(type, settings.base));
    }

    private boolean isLeftOut(JavaClass type) {
        return settings.leftOut.stream().anyMatch(left -> isIn(type, settings.base + "." + left));
    }

    DescribedPredicate<JavaClass> ofTheService() {
        return DescribedPredicate.describe("are of " + settings.base, this::isOfTheService);
    }

    DescribedPredicate<JavaClass> are(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return DescribedPredicate.describe(
                "are in the layers " + wanted,
                type -> isOfTheService(type)
                        && of(type).filter(layer -> wanted.contains(layer.kind()))
                                .isPresent());
    }

    /** The name of the type's outermost class, relative to the base package. */
    String relativeName(JavaClass type) {
        String name = outermost(type).getName();
        return name.startsWith(settings.base + ".") ? name.substring(settings.base.length() + 1) : name;
    }

    static JavaClass outermost(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost;
    }

    /** Its own, or one that such an annotation has. */
    static boolean hasAnnotation(JavaClass type, String annotation) {
        return type.isAnnotatedWith(annotation) || type.isMetaAnnotatedWith(annotation);
    }

    static boolean isIn(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}

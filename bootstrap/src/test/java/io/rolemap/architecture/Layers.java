package io.rolemap.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which class is in which layer. */
final class Layers {

    enum Kind {
        DOMAIN,
        APPLICATION,
        ADAPTER,
        BOOTSTRAP;

        /** Adapters may look at all that is further in, and at their own; whether at each other is another rule's matter. */
        boolean mayUse(Kind target) {
            return target.ordinal() <= ordinal();
        }
    }

    /**
     * A layer.
     *
     * @param name as people say it: {@code "domain"}, {@code "adapters.http"}
     * @param packageName in full
     */
    record Layer(Kind kind, String name, String packageName) {

        boolean contains(JavaClass type) {
            return isIn(type, packageName);
        }
    }

    private final String base;
    private final String adaptersParent;
    private final List<Layer> all = new ArrayList<>();

    Layers(HexagonalRules settings) {
        base = settings.base;
        adaptersParent = settings.adaptersParent;
        add(Kind.DOMAIN, settings.domain);
        add(Kind.APPLICATION, settings.application);
        settings.adapters.forEach(adapter -> add(Kind.ADAPTER, adaptersParent + "." + adapter));
        add(Kind.BOOTSTRAP, settings.bootstrap);
    }

    private void add(Kind kind, String name) {
        all.add(new Layer(kind, name, base + "." + name));
    }

    List<Layer> all() {
        return all;
    }

    Optional<Layer> of(JavaClass type) {
        return all.stream().filter(layer -> layer.contains(type)).findFirst();
    }

    boolean isOf(JavaClass type, Kind kind) {
        return of(type).filter(layer -> layer.kind() == kind).isPresent();
    }

    boolean isOfAdapter(JavaClass type, String adapter) {
        return of(type).filter(layer -> layer.name().equals(adaptersParent + "." + adapter))
                .isPresent();
    }

    boolean isInner(JavaClass type) {
        return isOf(type, Kind.DOMAIN) || isOf(type, Kind.APPLICATION);
    }

    /** The first package below the layer; empty for what stands in the layer itself. */
    Optional<String> featureOf(JavaClass type) {
        return of(type).map(layer ->
                        type.getPackageName().substring(layer.packageName().length()))
                .filter(below -> !below.isEmpty())
                .map(below -> below.substring(1).split("\\.")[0]);
    }

    boolean isOfTheService(JavaClass type) {
        return isIn(type, base);
    }

    DescribedPredicate<JavaClass> ofTheService() {
        return DescribedPredicate.describe("are of " + base, this::isOfTheService);
    }

    DescribedPredicate<JavaClass> are(Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return DescribedPredicate.describe(
                "are in the layers " + wanted,
                type -> of(type).filter(layer -> wanted.contains(layer.kind())).isPresent());
    }

    /** The name of the type's outermost class, relative to the base package. */
    String relativeName(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost.getName().startsWith(base + ".")
                ? outermost.getName().substring(base.length() + 1)
                : outermost.getName();
    }

    private static boolean isIn(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}

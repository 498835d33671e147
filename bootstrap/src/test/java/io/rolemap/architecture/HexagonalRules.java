package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules of a hexagonal architecture, as tests over a service's compiled classes:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> architecture() {
 *     return HexagonalRules.forBasePackage("com.acme").withAdapters("http", "jdbc").tests();
 * }
 * }</pre>
 *
 * <p>This expects the layers {@code com.acme.domain}, {@code com.acme.application}, {@code com.acme.adapters.http},
 * {@code com.acme.adapters.jdbc} and {@code com.acme.bootstrap}; other names can be given. The first package below a
 * layer is a feature, which has the same name in each layer; {@code shared} is what the features of a layer share.
 *
 * <p>Each rule says in its failure what to do instead. A base package without classes, an empty layer and a setting that
 * names nothing are failures too: no rule passes because it looked at nothing. Rules that need a list apply once it is
 * given by {@link #technologyOf}, {@link #publicTypes} or {@link #publicWithinTheirLayer}.
 *
 * <p>What bytecode does not hold, no rule sees: unused imports, inlined constants, calls by reflection, the static type
 * of an argument that is passed as {@code Object}. Let the build's modules forbid what they can besides.
 *
 * <p>Types are named relative to the base package ({@code "bootstrap.Main"}); packages of libraries as ArchUnit does
 * ({@code "java.sql"} is that package alone, {@code "java.sql.."} also those below). Each method returns this object. For
 * one thread.
 */
public final class HexagonalRules {

    private static final Pattern PACKAGE = Pattern.compile("[a-zA-Z_$][\\w$]*(\\.[a-zA-Z_$][\\w$]*)*");

    private static final List<String> PLAIN_JAVA = List.of(
            "java.lang",
            "java.math",
            "java.nio.charset",
            "java.time..",
            "java.util",
            "java.util.concurrent..",
            "java.util.function",
            "java.util.random",
            "java.util.regex",
            "java.util.stream");

    final String base;
    final Set<String> adapters = new LinkedHashSet<>();
    final Map<String, List<String>> technologies = new LinkedHashMap<>();
    final Set<String> publicTypes = new LinkedHashSet<>();
    final Set<String> internalTypes = new LinkedHashSet<>();
    final Set<String> ambientDefaults = new LinkedHashSet<>();
    final Set<String> commandLine = new LinkedHashSet<>();
    String domain = "domain";
    String application = "application";
    String adaptersParent = "adapters";
    String bootstrap = "bootstrap";
    String shared = "shared";
    List<String> domainUses = PLAIN_JAVA;
    List<String> applicationUses = PLAIN_JAVA;
    List<String> bootstrapUses = List.of();
    List<String> wireTypeNames = List.of("Dto", "Request", "Response", "Payload", "Json");

    private HexagonalRules(String base) {
        this.base = base;
    }

    /**
     * Begins the rules for the service whose classes are in {@code base} and the packages below it.
     *
     * @throws IllegalArgumentException when {@code base} is not the name of a package
     */
    public static HexagonalRules forBasePackage(String base) {
        return new HexagonalRules(requirePackage(base));
    }

    /**
     * Names the adapters: the packages below {@code adapters}.
     *
     * @throws IllegalArgumentException when there is none, one is named twice or one is not the name of a package
     */
    public HexagonalRules withAdapters(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("Name at least one adapter: withAdapters(\"http\", \"jdbc\").");
        }
        for (String name : names) {
            if (!adapters.add(requirePackage(name))) {
                throw new IllegalArgumentException("The adapter '" + name + "' is named twice.");
            }
        }
        return this;
    }

    /** Where the domain is, instead of {@code domain}. */
    public HexagonalRules domainIn(String name) {
        domain = requirePackage(name);
        return this;
    }

    /** Where the application layer is, instead of {@code application}. */
    public HexagonalRules applicationIn(String name) {
        application = requirePackage(name);
        return this;
    }

    /** What the adapters are below, instead of {@code adapters}. */
    public HexagonalRules adaptersIn(String name) {
        adaptersParent = requirePackage(name);
        return this;
    }

    /** Where everything is wired, instead of {@code bootstrap}. */
    public HexagonalRules bootstrapIn(String name) {
        bootstrap = requirePackage(name);
        return this;
    }

    /** The package of each layer for what its features share, instead of {@code shared}; it is no feature. */
    public HexagonalRules sharedIn(String name) {
        shared = requirePackage(name);
        return this;
    }

    /** All packages outside the service that its domain may use, instead of those of plain Java. */
    public HexagonalRules domainUses(String... packages) {
        domainUses = List.of(packages);
        return this;
    }

    /** All packages outside the service that its application layer may use, instead of those of plain Java. */
    public HexagonalRules applicationUses(String... packages) {
        applicationUses = List.of(packages);
        return this;
    }

    /**
     * The libraries that nobody but this adapter may use.
     *
     * @throws IllegalArgumentException when there is no such adapter; name the adapters first
     */
    public HexagonalRules technologyOf(String adapter, String... packages) {
        if (!adapters.contains(adapter)) {
            throw new IllegalArgumentException(
                    "There is no adapter '" + adapter + "'. There are: " + String.join(", ", adapters) + ".");
        }
        technologies.computeIfAbsent(adapter, none -> new ArrayList<>()).addAll(List.of(packages));
        return this;
    }

    /** What bootstrap may use of an adapter's technology in order to wire it. Nothing if not given. */
    public HexagonalRules bootstrapMayUse(String... packages) {
        bootstrapUses = List.of(packages);
        return this;
    }

    /** The public types that other layers and other programs may use, nested ones aside. Let them be few. */
    public HexagonalRules publicTypes(String... types) {
        publicTypes.addAll(List.of(types));
        return this;
    }

    /** Types that are public only because the features of their own layer are packages; other layers don't use them. */
    public HexagonalRules publicWithinTheirLayer(String... types) {
        internalTypes.addAll(List.of(types));
        return this;
    }

    /** Types outside of bootstrap whose documented defaults are the system's clock and randomness. */
    public HexagonalRules ambientDefaultsIn(String... types) {
        ambientDefaults.addAll(List.of(types));
        return this;
    }

    /** The types that talk to whoever sits at the command line. Nobody does if not given. */
    public HexagonalRules commandLineIn(String... types) {
        commandLine.addAll(List.of(types));
        return this;
    }

    /** The ends of the names of types that have the shape of a message, instead of Dto, Request and the like. */
    public HexagonalRules wireTypesEndWith(String... ends) {
        wireTypeNames = List.of(ends);
        return this;
    }

    /**
     * The rules as tests over the service's own classes, as they are found on the class path without test classes.
     *
     * @throws IllegalStateException when there are none, or no adapters were named
     */
    public Stream<DynamicTest> tests() {
        return testsOver(serviceOnTheClassPath());
    }

    /**
     * The rules as tests over these classes.
     *
     * @throws IllegalStateException when none of them is in the base package, or no adapters were named
     */
    public Stream<DynamicTest> testsOver(JavaClasses classes) {
        JavaClasses service = classes.that(new Layers(this).ofTheService());
        if (service.isEmpty()) {
            throw new IllegalStateException("There is no class in " + base
                    + " or below it. Is the base package right, and is every module of the service on the class path?");
        }
        return rules().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.name(), () -> rule.archRule().check(service)));
    }

    /**
     * The rules themselves.
     *
     * @throws IllegalStateException when no adapters were named
     */
    public List<HexagonalRule> rules() {
        if (adapters.isEmpty()) {
            throw new IllegalStateException("No adapters were named: withAdapters(\"http\", \"jdbc\").");
        }
        requireDistinctLayers();
        Layers layers = new Layers(this);
        List<HexagonalRule> rules = new ArrayList<>();
        rules.addAll(new LayerRules(this, layers).all());
        rules.addAll(new LibraryRules(this, layers).all());
        rules.addAll(new ShapeRules(this, layers).all());
        rules.addAll(new AmbientRules(this, layers).all());
        rules.addAll(new WireRules(this, layers).all());
        rules.add(new SettingRules(this, layers).all());
        return List.copyOf(rules);
    }

    JavaClasses serviceOnTheClassPath() {
        return new ClassFileImporter()
                .withImportOption(HexagonalRules::isNoTest)
                .importPackages(base);
    }

    private void requireDistinctLayers() {
        List<String> names = List.of(domain, application, adaptersParent, bootstrap);
        Set<String> seen = new HashSet<>();
        String repeated = names.stream().filter(name -> !seen.add(name)).collect(joining(", "));
        if (!repeated.isEmpty()) {
            throw new IllegalStateException("Two layers are in the same package: " + repeated + ".");
        }
    }

    private static String requirePackage(String name) {
        if (!PACKAGE.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a package.");
        }
        return name;
    }

    /** Test classes stand in folders of their own, or, once they were packaged, in jars with a classifier. */
    static boolean isNoTest(Location location) {
        return !location.contains("/test-classes/")
                && !location.contains("-tests.jar")
                && !location.contains("/classes/java/test/")
                && !location.contains("/classes/kotlin/test/");
    }
}

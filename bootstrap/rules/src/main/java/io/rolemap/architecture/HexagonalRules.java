package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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
 * {@code com.acme.adapters.jdbc} and {@code com.acme.bootstrap}; other names can be given. Where the package of one
 * layer is below that of another, a class belongs to the one below. The first package below a layer is a feature, which
 * has the same name in each layer; {@code shared} is what the features of a layer share. {@linkplain
 * io.rolemap.architecture The package} lists the rules.
 *
 * <p>Each rule says in its failure what to do instead. A base package without classes, an empty layer and a setting that
 * names nothing are failures too: no rule passes because it looked at nothing. Rules that need a list apply once it is
 * given by {@link #technologyOf}, {@link #publicTypes} or {@link #publicWithinTheirLayer}.
 *
 * <p>Types and packages of the service are named relative to the base package ({@code "bootstrap.Main"}); packages of
 * libraries as ArchUnit does ({@code "java.sql"} is that package alone, {@code "java.sql.."} also those below). No
 * parameter may be null. Each method that has a setting returns this object. For one thread, and not to be changed once it
 * has made tests; those may run in several threads.
 */
public final class HexagonalRules {

    private static final Pattern PACKAGE = Pattern.compile("[a-zA-Z_$][\\w$]*(\\.[a-zA-Z_$][\\w$]*)*");

    /** The folders of Maven, Gradle, IntelliJ and Eclipse. */
    private static final Pattern TESTS = Pattern.compile(
            ".*(/test-classes/|/build/classes/\\w+/(jvm/)?(test\\w*|\\w+Test\\w*)/|/out/test/|/bin/test/|-tests\\.jar|-test-fixtures\\.jar).*");

    private static final List<String> PLAIN_JAVA = List.of(
            "java.lang",
            "java.lang.annotation",
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
    final Set<String> leftOut = new LinkedHashSet<>();
    final Map<String, List<String>> technologies = new LinkedHashMap<>();
    final Set<String> publicTypes = new LinkedHashSet<>();
    final Set<String> internalTypes = new LinkedHashSet<>();
    final Set<String> ambientDefaults = new LinkedHashSet<>();
    final Set<String> commandLine = new LinkedHashSet<>();
    List<String> domain = List.of("domain");
    String application = "application";
    boolean hasApplication = true;
    String adaptersParent = "adapters";
    List<String> bootstrap = List.of("bootstrap");
    boolean bootstrapInBasePackage;
    String shared = "shared";
    private final Set<String> domainUsesInstead = new LinkedHashSet<>();
    private final Set<String> domainUsesBesides = new LinkedHashSet<>();
    private final Set<String> applicationUsesInstead = new LinkedHashSet<>();
    private final Set<String> applicationUsesBesides = new LinkedHashSet<>();
    final Set<String> bootstrapUses = new LinkedHashSet<>();
    List<String> wireTypeNames = List.of("Dto", "Request", "Response", "Payload", "Json");
    /** By the name of the rule. */
    final Map<String, Set<String>> exceptions = new LinkedHashMap<>();

    final Map<String, Set<String>> annotatedExceptions = new LinkedHashMap<>();
    private final Map<String, String> switchedOff = new LinkedHashMap<>();
    private Optional<Frozen> frozen = Optional.empty();

    private HexagonalRules(String base) {
        this.base = base;
    }

    /**
     * Begins the rules for the service whose classes are in {@code base} and the packages below it.
     *
     * @param base the package that all of the service's packages are below
     * @return the rules with their defaults; adapters have to be named yet
     * @throws IllegalArgumentException when {@code base} is not the name of a package
     */
    public static HexagonalRules forBasePackage(String base) {
        return new HexagonalRules(requirePackage(base));
    }

    /**
     * Names the adapters: the packages below {@code adapters}. They may have several segments: {@code "in.web"}.
     *
     * @param names one or more; further calls add to them
     * @return this
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

    /**
     * Says where the domain is, instead of {@code domain}. What all layers share is part of it: {@code
     * domainIn("model", "common")}.
     *
     * @param names of the packages, which may have several segments; a further call replaces them
     * @return this
     * @throws IllegalArgumentException when there is none, or one is not the name of a package
     */
    public HexagonalRules domainIn(String... names) {
        domain = requirePackages(names, "domainIn(\"domain\")");
        return this;
    }

    /**
     * Says where the application layer is, instead of {@code application}.
     *
     * @param name of the package, which may have several segments
     * @return this
     * @throws IllegalArgumentException when it is not the name of a package
     */
    public HexagonalRules applicationIn(String name) {
        application = requirePackage(name);
        return this;
    }

    /**
     * Says that there is no application layer: the use cases are in the domain.
     *
     * @return this
     */
    public HexagonalRules withoutApplicationLayer() {
        hasApplication = false;
        return this;
    }

    /**
     * Says what the adapters are below, instead of {@code adapters}.
     *
     * @param name of the package, which may have several segments
     * @return this
     * @throws IllegalArgumentException when it is not the name of a package
     */
    public HexagonalRules adaptersIn(String name) {
        adaptersParent = requirePackage(name);
        return this;
    }

    /**
     * Says that the adapters stand directly below the base package, beside the other layers.
     *
     * @return this
     */
    public HexagonalRules adaptersInBasePackage() {
        adaptersParent = "";
        return this;
    }

    /**
     * Says where everything is wired, instead of {@code bootstrap}. With {@link #bootstrapInBasePackage} both are: {@code
     * bootstrapInBasePackage().bootstrapIn("config")}.
     *
     * @param names of the packages, which may have several segments; a further call replaces them
     * @return this
     * @throws IllegalArgumentException when there is none, or one is not the name of a package
     */
    public HexagonalRules bootstrapIn(String... names) {
        bootstrap = requirePackages(names, "bootstrapIn(\"bootstrap\")");
        return this;
    }

    /**
     * Says that the classes which stand in the base package itself are part of bootstrap, as the application class of a
     * Spring Boot service is. Of the packages below only that is part of it besides which {@link #bootstrapIn} names, or
     * {@code bootstrap}; it need not exist.
     *
     * @return this
     */
    public HexagonalRules bootstrapInBasePackage() {
        bootstrapInBasePackage = true;
        return this;
    }

    /**
     * Says which package of each layer is for what its features share, instead of {@code shared}; it is no feature.
     *
     * @param name of that package
     * @return this
     * @throws IllegalArgumentException when it is not the name of a package
     */
    public HexagonalRules sharedIn(String name) {
        shared = requirePackage(name);
        return this;
    }

    /**
     * Leaves out classes that nobody writes, such as generated ones: no rule looks at what they do. They count for what
     * others do with them: inside a layer they belong to it, and elsewhere they are like a library, which the domain may
     * use only if {@link #domainMayAlsoUse} lists it.
     *
     * @param packages with those below them, relative to the base package; further calls add to them
     * @return this
     * @throws IllegalArgumentException when one is not the name of a package
     */
    public HexagonalRules leavingOut(String... packages) {
        for (String name : packages) {
            leftOut.add(requirePackage(name));
        }
        return this;
    }

    /**
     * Switches a rule off. Its test is then skipped, and gives the reason.
     *
     * @param rule the name of the rule
     * @param because why it does not hold for this service
     * @return this
     * @throws IllegalArgumentException when there is no such rule, or the reason is blank
     */
    public HexagonalRules without(String rule, String because) {
        requireReason(requireRule(rule), "is switched off", because);
        switchedOff.put(rule, because);
        return this;
    }

    /**
     * Excepts one type from a rule: whatever it does, it does not break this rule. What others do with it still may.
     *
     * @param rule the name of the rule
     * @param type an outermost one, to which those nested in it belong; further calls add to it
     * @param because why the rule does not hold for this type; for whoever reads these settings
     * @return this
     * @throws IllegalArgumentException when there is no such rule, it is one about the settings, or the reason is blank
     */
    public HexagonalRules except(String rule, String type, String because) {
        requireReason(requireExceptional(rule), "does not hold for " + type, because);
        exceptions.computeIfAbsent(rule, none -> new LinkedHashSet<>()).add(type);
        return this;
    }

    /**
     * Excepts the types with an annotation from a rule, as {@link #except} does one: {@code
     * exceptAnnotated("classes-are-final", "org.springframework.context.annotation.Configuration", "Spring extends them")}.
     *
     * @param rule the name of the rule
     * @param annotation in full; one that is an annotation of the type's annotation counts too
     * @param because why the rule does not hold for these types; for whoever reads these settings
     * @return this
     * @throws IllegalArgumentException when there is no such rule, it is one about the settings, or the reason is blank
     */
    public HexagonalRules exceptAnnotated(String rule, String annotation, String because) {
        requireReason(requireExceptional(rule), "does not hold for @" + annotation, because);
        annotatedExceptions.computeIfAbsent(rule, none -> new LinkedHashSet<>()).add(annotation);
        return this;
    }

    private HexagonalRule requireRule(String name) {
        List<HexagonalRule> rules = everyRule().toList();
        return rules.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no rule '" + name + "'. There are: "
                        + rules.stream().map(HexagonalRule::name).collect(joining(", ")) + "."));
    }

    private HexagonalRule requireExceptional(String name) {
        HexagonalRule rule = requireRule(name);
        if (!rule.canBeFrozen()) {
            throw new IllegalArgumentException("'" + name + "' is about these settings: no type is an exception.");
        }
        return rule;
    }

    private static void requireReason(HexagonalRule rule, String what, String because) {
        if (because.isBlank()) {
            throw new IllegalArgumentException("Say why '" + rule.name() + "' " + what + ".");
        }
    }

    /**
     * Lets old violations pass, for a service that has too many to mend at once: only those are failures which are not
     * in this folder. Whatever is mended is taken out of it and can't come back. A file of the folder has the name of a
     * rule and a line for each violation; keep them under version control.
     *
     * <p>To put all present violations into the folder, run the tests once with {@code -Darchunit.freeze.refreeze=true}.
     * Nothing is ever put there without it, neither by the first run nor for a rule that is new. It is ArchUnit's own
     * setting: in the same run, ArchUnit freezes the rules anew that it keeps itself. Gradle has to hand it on to the JVM
     * of the tests. Never let it stand in a committed {@code archunit.properties}, where it would let everything pass. With
     * ArchUnit's {@code freeze.store.default.allowStoreUpdate=false}, as for a build server, nothing is written, and a
     * mended violation that is still in the folder is a failure.
     *
     * <p>A file changes only when a violation does: numbers of source lines don't matter, nor those of anonymous classes,
     * nor the ends of lines. It is left alone while its rule has new violations. A cycle is an old one as long as no
     * dependency is added to it. An empty layer and a setting that names nothing are never let pass, and while there are any,
     * no file changes: classes that are missing are not mended. So let each module that breaks a rule be on the class path
     * of these tests.
     *
     * @param folder a relative one is below the directory that the tests run in, which is the module's for Maven and
     *     Gradle; it need not exist; no other rules may have the same, because their files have the same names
     * @return this
     */
    public HexagonalRules frozenIn(Path folder) {
        frozen = Optional.of(new Frozen(folder));
        return this;
    }

    /**
     * Lists what the domain may use from outside the service besides plain Java.
     *
     * @param packages named as ArchUnit does; further calls add to them
     * @return this
     */
    public HexagonalRules domainMayAlsoUse(String... packages) {
        domainUsesBesides.addAll(List.of(packages));
        return this;
    }

    /**
     * Lists all that the domain may use from outside the service, in place of what counts as plain Java by default: those
     * packages of {@code java.lang}, {@code java.math}, {@code java.nio.charset}, {@code java.time} and {@code java.util}
     * that neither read nor write. What {@link #domainMayAlsoUse} lists is allowed besides.
     *
     * @param packages named as ArchUnit does, and {@code "java.lang"} among them; further calls add to them
     * @return this
     * @throws IllegalArgumentException when there is none
     */
    public HexagonalRules domainUsesOnly(String... packages) {
        domainUsesInstead.addAll(requireAny(packages, "domainUsesOnly(\"java.lang\", \"java.util..\")"));
        return this;
    }

    /**
     * Lists what the application layer may use from outside the service besides plain Java.
     *
     * @param packages named as ArchUnit does; further calls add to them
     * @return this
     */
    public HexagonalRules applicationMayAlsoUse(String... packages) {
        applicationUsesBesides.addAll(List.of(packages));
        return this;
    }

    /**
     * Lists all that the application layer may use from outside the service, in place of what counts as plain Java by default: those
     * packages of {@code java.lang}, {@code java.math}, {@code java.nio.charset}, {@code java.time} and {@code java.util}
     * that neither read nor write. What {@link #applicationMayAlsoUse} lists is allowed besides.
     *
     * @param packages named as ArchUnit does, and {@code "java.lang"} among them; further calls add to them
     * @return this
     * @throws IllegalArgumentException when there is none
     */
    public HexagonalRules applicationUsesOnly(String... packages) {
        applicationUsesInstead.addAll(requireAny(packages, "applicationUsesOnly(\"java.lang\", \"java.util..\")"));
        return this;
    }

    /**
     * Names the libraries that nobody but this adapter may use.
     *
     * @param adapter one that was named before
     * @param packages of the libraries; further calls add to them
     * @return this
     * @throws IllegalArgumentException when there is no such adapter
     */
    public HexagonalRules technologyOf(String adapter, String... packages) {
        if (!adapters.contains(adapter)) {
            throw new IllegalArgumentException(
                    "There is no adapter '" + adapter + "'. There are: " + String.join(", ", adapters) + ".");
        }
        technologies.computeIfAbsent(adapter, none -> new ArrayList<>()).addAll(List.of(packages));
        return this;
    }

    /**
     * Lists what bootstrap may use of an adapter's technology in order to wire it; nothing if not given.
     *
     * @param packages named as ArchUnit does; further calls add to them
     * @return this
     */
    public HexagonalRules bootstrapMayUse(String... packages) {
        bootstrapUses.addAll(List.of(packages));
        return this;
    }

    /**
     * Lists the public types that other layers and other programs may use. Let them be few.
     *
     * @param types outermost ones, to which those nested in them belong; further calls add to them
     * @return this
     */
    public HexagonalRules publicTypes(String... types) {
        publicTypes.addAll(List.of(types));
        return this;
    }

    /**
     * Lists the types that are public only because the features of their own layer are packages; other layers don't use
     * them.
     *
     * @param types outermost ones, to which those nested in them belong; further calls add to them
     * @return this
     */
    public HexagonalRules publicWithinTheirLayer(String... types) {
        internalTypes.addAll(List.of(types));
        return this;
    }

    /**
     * Lists the types outside of bootstrap whose documented defaults are the system's clock and randomness.
     *
     * @param types outermost ones, to which those nested in them belong; further calls add to them
     * @return this
     */
    public HexagonalRules ambientDefaultsIn(String... types) {
        ambientDefaults.addAll(List.of(types));
        return this;
    }

    /**
     * Lists the types that talk to whoever sits at the command line; there is none if not given.
     *
     * @param types outermost ones, to which those nested in them belong; further calls add to them
     * @return this
     */
    public HexagonalRules commandLineIn(String... types) {
        commandLine.addAll(List.of(types));
        return this;
    }

    /**
     * Lists how the names of types end that have the shape of a message, instead of Dto, Request and the like.
     *
     * @param ends all of them; a further call replaces them
     * @return this
     */
    public HexagonalRules wireTypesEndWith(String... ends) {
        wireTypeNames = List.of(ends);
        return this;
    }

    /**
     * Makes the tests over the service's own classes, as they are found on the class path without test classes.
     *
     * @return a test for each rule, named like it; it fails with an {@link AssertionError} that says what is broken
     *     where, why it matters and what to do instead
     * @throws IllegalStateException when there are no such classes, none of them is in a layer, no adapters were named or
     *     two layers are in the same package
     */
    public Stream<DynamicTest> tests() {
        return testsOver(serviceOnTheClassPath());
    }

    /**
     * Makes the tests over these classes, for a service whose classes are not all on the class path.
     *
     * @param classes imported by ArchUnit; those outside the base package are passed over
     * @return a test for each rule, as {@link #tests} does
     * @throws IllegalStateException when none of the classes is in the base package or none in a layer, no adapters were
     *     named or two layers are in the same package
     */
    public Stream<DynamicTest> testsOver(JavaClasses classes) {
        Layers layers = new Layers(this);
        List<HexagonalRule> rules = rules();
        JavaClasses service = classes.that(layers.areInBase());
        if (service.that(layers.ofTheService()).isEmpty()) {
            throw new IllegalStateException("There is no class in " + base
                    + " or below it. Is the base package right, and is every module of the service on the class path?");
        }
        layers.requireAny(service);
        boolean isComplete = frozen.isEmpty() || isComplete(rules, service);
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.name(), () -> check(rule, service, isComplete)));
    }

    /** Whether all is there that these settings say. */
    private boolean isComplete(List<HexagonalRule> rules, JavaClasses service) {
        return rules.stream()
                .filter(rule -> !rule.canBeFrozen() && !switchedOff.containsKey(rule.name()))
                .allMatch(rule -> rule.violations(service).isEmpty());
    }

    private void check(HexagonalRule rule, JavaClasses service, boolean isComplete) {
        String reason = switchedOff.get(rule.name());
        if (reason != null) {
            Assumptions.abort(rule.name() + " is switched off: " + reason);
        }
        JavaClasses heldToIt = service.that(areHeldTo(rule));
        if (frozen.isPresent() && rule.canBeFrozen()) {
            frozen.get().check(rule, heldToIt, isComplete);
        } else {
            rule.check(heldToIt);
        }
    }

    private DescribedPredicate<JavaClass> areHeldTo(HexagonalRule rule) {
        Layers layers = new Layers(this);
        Set<String> types = exceptions.getOrDefault(rule.name(), Set.of());
        Set<String> annotations = annotatedExceptions.getOrDefault(rule.name(), Set.of());
        return DescribedPredicate.describe(
                "are held to " + rule.name(),
                type -> !types.contains(layers.relativeName(type))
                        && annotations.stream().noneMatch(name -> Layers.hasAnnotation(Layers.outermost(type), name)));
    }

    /** The rules that apply. */
    List<HexagonalRule> rules() {
        if (adapters.isEmpty()) {
            throw new IllegalStateException("No adapters were named: withAdapters(\"http\", \"jdbc\").");
        }
        requireDistinctLayers();
        return everyRule().filter(HexagonalRule::applies).toList();
    }

    /** Also those that don't apply, because they were given nothing to look for. */
    Stream<HexagonalRule> everyRule() {
        Layers layers = new Layers(this);
        return Stream.of(
                        new LayerRules(this, layers).all(),
                        new LibraryRules(this, layers).all(),
                        new ShapeRules(this, layers).all(),
                        new AmbientRules(this, layers).all(),
                        new WireRules(this, layers).all(),
                        new SettingRules(this, layers).all())
                .flatMap(List::stream);
    }

    JavaClasses serviceOnTheClassPath() {
        return new ClassFileImporter()
                .withImportOption(HexagonalRules::isNoTest)
                .importPackages(base);
    }

    List<String> domainUses() {
        return together(domainUsesInstead, domainUsesBesides);
    }

    List<String> applicationUses() {
        return together(applicationUsesInstead, applicationUsesBesides);
    }

    private static List<String> together(Set<String> insteadOfPlainJava, Set<String> besides) {
        return Stream.concat(
                        (insteadOfPlainJava.isEmpty() ? PLAIN_JAVA : insteadOfPlainJava).stream(), besides.stream())
                .distinct()
                .toList();
    }

    private void requireDistinctLayers() {
        List<String> packages =
                new Layers(this).all().stream().map(Layers.Layer::name).toList();
        Set<String> seen = new HashSet<>(Set.of(adaptersParent));
        String repeated = packages.stream().filter(name -> !seen.add(name)).collect(joining(", "));
        if (!repeated.isEmpty()) {
            throw new IllegalStateException("Two layers are in the same package: " + repeated + ".");
        }
    }

    private static List<String> requirePackages(String[] names, String example) {
        return requireAny(names, example).stream()
                .map(HexagonalRules::requirePackage)
                .toList();
    }

    private static List<String> requireAny(String[] packages, String example) {
        if (packages.length == 0) {
            throw new IllegalArgumentException("Name at least one package: " + example + ".");
        }
        return List.of(packages);
    }

    private static String requirePackage(String name) {
        if (!PACKAGE.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a package.");
        }
        return name;
    }

    /** Test classes stand in folders of their own, or, once they were packaged, in jars with a classifier. */
    static boolean isNoTest(Location location) {
        return !location.matches(TESTS);
    }
}

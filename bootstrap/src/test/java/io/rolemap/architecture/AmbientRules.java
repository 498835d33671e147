package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import io.rolemap.architecture.Layers.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can be had from anywhere without being handed over. They look at accesses of every kind, because a method
 * reference such as {@code Instant::now} is no call.
 */
final class AmbientRules {

    private static final String NEW = JavaConstructor.CONSTRUCTOR_NAME;

    private static final Map<String, Set<String>> CLOCKS = Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
            "java.time.Clock",
                    Set.of("system", "systemDefaultZone", "systemUTC", "tickMillis", "tickMinutes", "tickSeconds"),
            "java.time.InstantSource", Set.of("system"),
            "java.time.ZoneId", Set.of("systemDefault"),
            "java.util.Calendar", Set.of("getInstance"),
            "java.util.TimeZone", Set.of("getDefault"));

    private static final Map<String, Set<String>> CLOCKS_UNLESS_GIVEN_SOMETHING =
            Map.of("java.util.Date", Set.of(NEW), "java.util.GregorianCalendar", Set.of(NEW));

    private static final Map<String, Set<String>> DICE = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.lang.StrictMath", Set.of("random"),
            "java.security.SecureRandom", Set.of(NEW, "getInstance", "getInstanceStrong"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
            "java.util.random.RandomGenerator", Set.of("getDefault", "of"));

    private static final Map<String, Set<String>> DICE_UNLESS_SEEDED = Map.of(
            "java.util.Random", Set.of(NEW),
            "java.util.SplittableRandom", Set.of(NEW),
            "java.util.random.RandomGeneratorFactory", Set.of("create"));

    private static final Map<String, Set<String>> TERMINAL =
            Map.of("java.lang.System", Set.of("in", "out", "err", "console", "setIn", "setOut", "setErr"));

    private final HexagonalRules settings;
    private final Layers layers;

    AmbientRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
    }

    List<HexagonalRule> all() {
        return List.of(timeIsHandedOver(), randomnessIsHandedOver(), onlyTheCommandLinePrints(), noThreadLocals());
    }

    private HexagonalRule timeIsHandedOver() {
        return new HexagonalRule(
                "time-is-handed-over",
                noClasses()
                        .that(haveNoAmbientDefaults())
                        .should()
                        .accessTargetWhere(is("ambient time", AmbientRules::isAmbientTime))
                        .because(
                                "time that comes from nowhere can't be set by a test: take a java.time.InstantSource as"
                                        + " a constructor parameter and let bootstrap choose the system's")
                        .allowEmptyShould(true));
    }

    private HexagonalRule randomnessIsHandedOver() {
        return new HexagonalRule(
                "randomness-is-handed-over",
                noClasses()
                        .that(haveNoAmbientDefaults())
                        .should()
                        .accessTargetWhere(is("ambient randomness", AmbientRules::isAmbientRandomness))
                        .because(
                                "a value that nobody can predict can't be tested, and its strength must be chosen in one"
                                        + " place: take a java.util.random.RandomGenerator or a port that makes ids as a"
                                        + " constructor parameter")
                        .allowEmptyShould(true));
    }

    private HexagonalRule onlyTheCommandLinePrints() {
        return new HexagonalRule(
                "only-the-command-line-prints",
                noClasses()
                        .that(DescribedPredicate.describe(
                                "are not the command line",
                                type -> layers.isOfTheService(type)
                                        && !settings.commandLine.contains(layers.relativeName(type))))
                        .should()
                        .accessTargetWhere(is("the terminal", AmbientRules::isTerminal))
                        .because("what is printed can't be filtered, found again or kept out of a program's output: use"
                                + " the logger, return the text, or let the command line print it")
                        .allowEmptyShould(true));
    }

    private HexagonalRule noThreadLocals() {
        return new HexagonalRule(
                "no-thread-locals",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.dependencies(
                                "keep nothing in thread locals",
                                (origin, target) -> target.isAssignableTo(ThreadLocal.class)))
                        .because("what travels in a thread is invisible in every signature, outlives the request and is"
                                + " lost in another thread: pass it as a parameter")
                        .allowEmptyShould(true));
    }

    private DescribedPredicate<JavaClass> haveNoAmbientDefaults() {
        return DescribedPredicate.describe(
                "are outside of bootstrap"
                        + (settings.ambientDefaults.isEmpty() ? "" : " and " + settings.ambientDefaults),
                type -> layers.isOfTheService(type)
                        && !layers.isOf(type, Kind.BOOTSTRAP)
                        && !settings.ambientDefaults.contains(layers.relativeName(type)));
    }

    private static DescribedPredicate<JavaAccess<?>> is(String what, Predicate<AccessTarget> test) {
        return DescribedPredicate.describe("target is " + what, access -> test.test(access.getTarget()));
    }

    private static boolean isAmbientTime(AccessTarget target) {
        return isOneOf(CLOCKS, target)
                || isOneOf(CLOCKS_UNLESS_GIVEN_SOMETHING, target)
                        && parameters(target).isEmpty()
                || isNowWithoutAClock(target);
    }

    private static boolean isNowWithoutAClock(AccessTarget target) {
        return target.getOwner().getPackageName().startsWith("java.time")
                && target.getName().equals("now")
                && parameters(target).stream().noneMatch(parameter -> parameter.isAssignableTo("java.time.Clock"));
    }

    private static boolean isAmbientRandomness(AccessTarget target) {
        return isOneOf(DICE, target)
                || isOneOf(DICE_UNLESS_SEEDED, target) && parameters(target).isEmpty()
                || isUnseededShuffle(target);
    }

    private static boolean isUnseededShuffle(AccessTarget target) {
        return target.getOwner().getName().equals("java.util.Collections")
                && target.getName().equals("shuffle")
                && parameters(target).size() == 1;
    }

    private static boolean isTerminal(AccessTarget target) {
        return isOneOf(TERMINAL, target)
                || target.getName().equals("printStackTrace")
                        && target.getOwner().isAssignableTo(Throwable.class)
                        && parameters(target).isEmpty();
    }

    private static boolean isOneOf(Map<String, Set<String>> members, AccessTarget target) {
        return members.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static List<JavaClass> parameters(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget codeUnit ? codeUnit.getRawParameterTypes() : List.of();
    }
}
